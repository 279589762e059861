// JSON in the body of a request.
import { isUtf8 } from 'node:buffer';
import type { z } from 'zod';
import { InputError } from '../../errors.ts';
import { parseConfig } from '../../parse-config.ts';

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
    if (!isUtf8(bytes)) throw new InputError('other bytes');
    value = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString());
  } catch {
    throw new InputError(
      `${owner}: expected JSON in UTF-8, got ${bytes.length === 0 ? 'nothing' : 'other bytes'}`,
    );
  }
  return parseConfig(owner, schema, value);
}
