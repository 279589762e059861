// Reads a YAML or JSON file of limited size. The callers check its content.
import { readFile, stat } from 'node:fs/promises';
import { InputError } from '../../errors.ts';
import { explainSystemError } from './system-errors.ts';
import { parseYaml, type YamlDocument } from './yaml-document.ts';

const maxBytes = 2 ** 20;

/**
 * Reads a document.
 *
 * @param what the expected content, for errors, such as `an architecture`
 * @throws InputError if it is not a regular file, is too large or is not text, and naming line and column if
 *   it is not well-formed
 */
export async function readYamlFile(path: string, what: string): Promise<YamlDocument> {
  return parseYaml(await readText(path, what), path);
}

async function readText(path: string, what: string): Promise<string> {
  try {
    const status = await stat(path);
    if (!status.isFile()) throw new InputError(`${path}: expected ${what}, got a folder, pipe or device`);
    if (status.size > maxBytes) {
      const sizes = `got ${status.size} bytes`;
      throw new InputError(`${path}: expected ${what} of at most 1 MiB, ${sizes}`);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof TypeError) throw new InputError(`${path}: expected text in UTF-8, got other bytes`);
    throw explainSystemError(error, `${path}: can't be read`);
  }
}
