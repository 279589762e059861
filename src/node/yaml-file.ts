// A YAML or JSON file, read as a whole within a bound on its size. What it may say is up to those who ask.
import { readFile, stat } from 'node:fs/promises';
import { InputError } from '../errors.ts';
import { explainSystemError } from './system-errors.ts';
import { parseYaml, type YamlDocument } from './yaml-document.ts';

const maxBytes = 2 ** 20;

/**
 * Reads a document.
 *
 * @param what it should be, for complaints, such as `an architecture`
 * @throws InputError where there is no regular file, it is too large or no text, and with line and column
 *   where it is not well-formed
 */
export async function readYamlFile(path: string, what: string): Promise<YamlDocument> {
  return parseYaml(await readText(path, what), path);
}

async function readText(path: string, what: string): Promise<string> {
  try {
    const status = await stat(path);
    if (!status.isFile()) throw new InputError(`${path}: expected ${what}, got no regular file`);
    if (status.size > maxBytes) {
      const sizes = `got ${status.size} bytes, more than ${maxBytes}`;
      throw new InputError(`${path}: expected ${what} of at most 1 MiB, ${sizes}`);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof TypeError) throw new InputError(`${path}: expected text in UTF-8`);
    throw explainSystemError(error, `cannot read ${path}`);
  }
}
