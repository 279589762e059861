// JSON in the body of a request.
import type { z } from 'zod';
import { InputError } from '../../errors.ts';
import { parseConfig } from '../../parse-config.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses and checks JSON.
 *
 * @param owner how errors begin
 * @param emptyAs what no bytes at all stand for; an error by default
 * @throws InputError if the bytes are not JSON or do not fit the schema
 */
export function parseJson<S extends z.ZodType>(
  owner: string,
  schema: S,
  bytes: Uint8Array,
  emptyAs?: unknown,
): z.output<S> {
  if (bytes.length === 0 && emptyAs !== undefined) return parseConfig(owner, schema, emptyAs);
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(bytes));
  } catch {
    throw new InputError(
      `${owner}: expected JSON in UTF-8, got ${bytes.length === 0 ? 'nothing' : 'other bytes'}`,
    );
  }
  return parseConfig(owner, schema, value);
}
