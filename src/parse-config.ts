// Checks options against their schema, whether they come from code, a file or the command line. Everything
// that takes options uses it, so that all errors read alike.
import type { z } from 'zod';
import { configError, type ConfigOwner } from './config-error.ts';

/**
 * Checks options and fills in their defaults.
 *
 * @param owner how errors begin: a name such as `conv2d`, or a function that names the place in a file
 * @throws ConfigError, which is an InputError, naming the owner, the first wrong option, what was expected
 *   and what was given
 * @example parseConfig('dropout', z.strictObject({ rate: z.number().min(0).lt(1) }), { rate: 0.5 })
 */
export function parseConfig<S extends z.ZodType>(owner: ConfigOwner, schema: S, given: unknown): z.output<S> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw configError(owner, schema, given, result.error.issues[0]!);
}
