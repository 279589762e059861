// Resolves the architecture that the command line names: a built-in one by its name, or a YAML or JSON file
// that describes one. nn/architecture-document.ts defines what such a document may contain.
import { parse } from 'node:path';
import { architectures, type ArchitectureName } from '../../architectures/index.ts';
import { architectureNames } from '../../architectures/names.ts';
import { didYouMean } from '../../did-you-mean.ts';
import { InputError } from '../../errors.ts';
import { architectureFromDocument } from '../../nn/architecture-document.ts';
import type { Model } from '../../nn/model.ts';
import { readYamlFile } from '../files/yaml-file.ts';

/**
 * Whether `argument` names an architecture: a built-in one, or a .yaml, .yml or .json file, even a missing
 * one.
 */
export const isArchitectureArgument = (argument: string): boolean =>
  isBuiltIn(argument) || isArchitectureFile(argument);

const isBuiltIn = (name: string): name is ArchitectureName =>
  architectureNames.some((known) => known === name);

const isArchitectureFile = (path: string): boolean => /\.(yaml|yml|json)$/i.test(path);

/**
 * Finds the network that a name or a path (`.yaml`, `.yml`, `.json`) stands for. The returned function builds
 * it for a number of classes. Built-in names come first; write `./lenet5` for a file of that name.
 *
 * @throws InputError if it is neither, or the file is not valid. The returned function throws one if the
 *   pictures do not fit the network of a file
 * @example const model = (await resolveArchitecture('my-cnn.yaml'))(10);
 */
export async function resolveArchitecture(nameOrFile: string): Promise<(classes: number) => Model> {
  if (isBuiltIn(nameOrFile)) return architectures[nameOrFile];
  if (isArchitectureFile(nameOrFile)) return readArchitectureFile(nameOrFile);
  const hint = didYouMean(nameOrFile, architectureNames);
  throw new InputError(
    `expected ${architectureNames.join(', ')}, or a .yaml or .json file, got '${nameOrFile}'${hint}`,
  );
}

/**
 * Reads the network that a file describes. The returned function builds it for a number of classes. A network
 * without a name gets the name of its file.
 *
 * @throws InputError naming file, line and column if the document is not valid. The returned function throws
 *   one if the shapes do not fit
 * @example const model = (await readArchitectureFile('my-cnn.yaml'))(10);
 */
export async function readArchitectureFile(path: string): Promise<(classes: number) => Model> {
  const { value, locate } = await readYamlFile(path, 'an architecture');
  return architectureFromDocument(value, { name: parse(path).name, locate });
}
