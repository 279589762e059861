// Configuration files, JSON or YAML: read with a bound on their size, with the place in the file of whatever
// is in them.
import { InputError } from '../errors.ts';
import type { YamlDocument } from './yaml-document.ts';
import { readYamlFile } from './yaml-file.ts';

/**
 * What a JSON or YAML file says.
 *
 * @throws InputError with file and line where it can't be read, is too large, or is not well-formed
 */
export async function readConfigFile(file: string): Promise<YamlDocument> {
  const document = await readYamlFile(file, 'a configuration');
  const { value } = document;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return document;
  throw new InputError(
    `${file}: expected a configuration, got ${value === null ? 'nothing' : kindOf(value)}`,
  );
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'a list' : JSON.stringify(value));
