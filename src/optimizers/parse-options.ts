// Options checked by a schema; what does not fit gets one line that names the option, what was expected and
// what came.
import { z } from 'zod';
import { InputError } from '../errors.ts';

/** The options with their defaults. Throws an InputError that names their owner and the option. */
export function parseOptions<S extends z.ZodType>(owner: string, schema: S, given: unknown): z.output<S> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  if (issue.code === 'unrecognized_keys') {
    const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
    throw new InputError(`${owner}: ${issue.keys[0]!}: no such option, expected ${known.join(', ')}`);
  }
  const [name = 'options'] = issue.path;
  const value = issue.path.length > 0 ? (given as Record<PropertyKey, unknown>)[name] : given;
  throw new InputError(`${owner}: ${String(name)}: ${expectation(issue.message)}, got ${show(value)}`);
}

/** `expected number to be >0` of `Too small: expected number to be >0`. */
const expectation = (message: string): string =>
  message.replace(/^.*?: (?=expected )/, '').replace(/, received .*$/, '');

function show(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
