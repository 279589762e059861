// The weights beside a model, such as `model.onnx.data`. A model is untrusted: only regular files in its own
// folder are read, never through links.
import { createHash } from 'node:crypto';
import { readFileSync, lstatSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { GraphError } from '../../engine/graph/graph-error.ts';
import { InputError } from '../../errors.ts';
import { explainSystemError, hasCode } from '../files/system-errors.ts';

/** The limit on the size of such a file. */
const mostBytes = 2 ** 31;

/**
 * Reads the files beside a model by the names that it gives them; each is read once.
 *
 * @param modelFile the model's own path
 * @returns a function from a name to the bytes of the file, undefined if it is missing. It throws a
 *   GraphError for what is not a file in the folder of the model
 */
export function externalDataOf(modelFile: string): (location: string) => Uint8Array | undefined {
  const read = new Map<string, Uint8Array | undefined>();
  return (location) => {
    if (!read.has(location)) read.set(location, readBeside(modelFile, location));
    return read.get(location);
  };
}

/**
 * The SHA-256 of a model and the files beside it; without such files, that of its own file.
 *
 * @param bytes the model's own file
 * @param names the files beside it
 * @param read returns the bytes of a file beside it
 */
export function sha256OfModel(
  bytes: Uint8Array,
  names: readonly string[],
  read: (location: string) => Uint8Array | undefined,
): string {
  const hash = createHash('sha256').update(bytes);
  for (const name of names.toSorted()) {
    const contents = read(name);
    if (contents) hash.update(`\n${name} ${contents.length}\n`).update(contents);
  }
  return hash.digest('hex');
}

function readBeside(modelFile: string, location: string): Uint8Array | undefined {
  if (location !== basename(location) || location.includes('\\') || location === '..')
    throw new GraphError(`its elements are in '${location}', expected a file in the folder of the model`);
  const path = join(dirname(modelFile), location);
  try {
    const status = lstatSync(path);
    if (!status.isFile())
      throw new GraphError(
        `its elements are in '${location}', expected a regular file, got ${kindOf(status)}`,
      );
    if (status.size > mostBytes)
      throw new GraphError(
        `its elements are in '${location}', which has ${status.size} bytes, more than the limit of ${mostBytes}`,
      );
    return readFileSync(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    if (error instanceof GraphError) throw error;
    const explained = explainSystemError(error, `${path}: can't be read`);
    throw explained instanceof InputError ? new GraphError(explained.message) : error;
  }
}

function kindOf(status: { isSymbolicLink(): boolean; isDirectory(): boolean }): string {
  if (status.isSymbolicLink()) return 'a link';
  return status.isDirectory() ? 'a folder' : 'a device or a pipe';
}
