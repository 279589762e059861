// Configuration files, JSON or YAML: read with a bound on their size, and refused with the line where they are no such thing.
import { open } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { InputError } from '../errors.ts';
import { explainSystemError } from './system-errors.ts';

const maxBytes = 2 ** 20;

/**
 * What a JSON or YAML file says; JSON is YAML too.
 *
 * @throws InputError with file and line where it can't be read, is too large, or is not well-formed
 */
export async function readConfigFile(file: string): Promise<unknown> {
  const text = await readBounded(file);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new InputError(`${file}:${line}:${col}: ${error.message.split('\n')[0]!.replace(/ at line .*$/, '')}`);
  }
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new InputError(`${file}: expected a configuration, got ${value === null ? 'nothing' : typeof value}`);
}

async function readBounded(path: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const buffer = Buffer.alloc(maxBytes + 1);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
      if (bytesRead > maxBytes) throw new InputError(`${path}: expected a configuration of at most 1 MiB`);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw explainSystemError(error, `cannot read ${path}`);
  }
}
