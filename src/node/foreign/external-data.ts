// The weights beside a model, such as `model.onnx.data`. A model is untrusted: only regular files in its own
// folder are read, never through links.
import { readFileSync, lstatSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../errors.ts';
import { explainSystemError, hasCode } from '../files/system-errors.ts';

/** The limit on the size of such a file. */
const mostBytes = 2 ** 31;

/**
 * Reads the files beside a model by the names that it gives them; each is read once.
 *
 * @param modelFile the model's own path
 * @returns a function from a name to the bytes of the file, undefined if it is missing
 */
export function externalDataOf(modelFile: string): (location: string) => Uint8Array | undefined {
  const read = new Map<string, Uint8Array | undefined>();
  return (location) => {
    if (!read.has(location)) read.set(location, readBeside(modelFile, location));
    return read.get(location);
  };
}

function readBeside(modelFile: string, location: string): Uint8Array | undefined {
  if (location !== basename(location) || location.includes('\\') || location === '..')
    throw new InputError(
      `${modelFile}: its weights are in '${location}', expected a file in the folder of the model`,
    );
  const path = join(dirname(modelFile), location);
  try {
    const status = lstatSync(path);
    if (!status.isFile())
      throw new InputError(
        `${path}: expected a file with the weights of ${basename(modelFile)}, got a link or a folder`,
      );
    if (status.size > mostBytes)
      throw new InputError(`${path}: the file has ${status.size} bytes, more than the limit of ${mostBytes}`);
    return readFileSync(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw explainSystemError(error, `${path}: can't be read`);
  }
}
