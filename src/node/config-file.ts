// Configuration files, JSON or YAML: read with a bound on their size, with the place in the file of whatever is in them.
import { open } from 'node:fs/promises';
import { InputError } from '../errors.ts';
import { explainSystemError } from './system-errors.ts';
import { parseYaml, type YamlDocument } from './yaml-document.ts';

const maxBytes = 2 ** 20;

/**
 * What a JSON or YAML file says.
 *
 * @throws InputError with file and line where it can't be read, is too large, or is not well-formed
 */
export async function readConfigFile(file: string): Promise<YamlDocument> {
  const document = parseYaml(await readBounded(file), file);
  const { value } = document;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return document;
  throw new InputError(
    `${file}: expected a configuration, got ${value === null ? 'nothing' : kindOf(value)}`,
  );
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'a list' : JSON.stringify(value));

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
