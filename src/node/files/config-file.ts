// Reads configuration files, JSON or YAML, of limited size. Each value can be located by line and column.
import { InputError } from '../../errors.ts';
import type { YamlDocument } from './yaml-document.ts';
import { readYamlFile } from './yaml-file.ts';

/**
 * Reads a JSON or YAML file that contains a configuration.
 *
 * @throws InputError naming file and line if it can't be read, is too large, or is not well-formed
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
