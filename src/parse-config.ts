// Options of whatever kind, from code, a file or a command line, checked by their schema: the one place where
// that is done, so that all say in the same words what is wrong.
import type { z } from 'zod';
import { configError, type ConfigOwner } from './config-error.ts';

/**
 * Checked options, with their defaults.
 *
 * @param owner what errors begin with: a name such as `conv2d`, or a function that says where in a file a
 *   thing stands
 * @throws ConfigError, an InputError, that names the owner and the first option that is wrong, what was
 *   expected and what came
 * @example parseConfig('dropout', z.strictObject({ rate: z.number().min(0).lt(1) }), { rate: 0.5 })
 */
export function parseConfig<S extends z.ZodType>(owner: ConfigOwner, schema: S, given: unknown): z.output<S> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw configError(owner, schema, given, result.error.issues[0]!);
}
