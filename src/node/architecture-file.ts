// How an architecture is named on the command line: by the name of one that is built in, or by a file that
// describes one, in YAML or JSON. What such a document may say is in nn/architecture-document.ts.
import { parse } from 'node:path';
import { architectures, type ArchitectureName } from '../architectures/index.ts';
import { architectureNames } from '../architectures/names.ts';
import { didYouMean } from '../did-you-mean.ts';
import { InputError } from '../errors.ts';
import { architectureFromDocument } from '../nn/architecture-document.ts';
import type { Model } from '../nn/model.ts';
import { readYamlFile } from './yaml-file.ts';

/** Whether `argument` means an architecture: one that is built in, or any file of that kind, there or not. */
export const isArchitectureArgument = (argument: string): boolean =>
  isBuiltIn(argument) || isArchitectureFile(argument);

const isBuiltIn = (name: string): name is ArchitectureName =>
  architectureNames.some((known) => known === name);

const isArchitectureFile = (path: string): boolean => /\.(yaml|yml|json)$/i.test(path);

/**
 * The network that a name or a path (`.yaml`, `.yml`, `.json`) stands for, for so many classes. A name comes
 * first: a file of that name is `./lenet5`.
 *
 * @throws InputError when it is neither, or the file is wrong; and as a model from a file is built for
 *   pictures that don't fit
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
 * Reads the network that a file describes, for so many classes. Its name is the file's where the file has
 * none for it.
 *
 * @throws InputError that names file, line and column: at once for what the file says, and as the model is
 *   built for shapes that do not fit
 * @example const model = (await readArchitectureFile('my-cnn.yaml'))(10);
 */
export async function readArchitectureFile(path: string): Promise<(classes: number) => Model> {
  const { value, locate } = await readYamlFile(path, 'an architecture');
  return architectureFromDocument(value, { name: parse(path).name, locate });
}
