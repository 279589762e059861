// Makes folders with their parents. Node's own recursive `mkdir` never ends if a parent exists but nothing
// can be made in it, such as /proc on Linux.
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode } from './system-errors.ts';

/**
 * Makes a folder and its missing parents.
 *
 * @throws the system's error if that fails
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT') && dirname(path) !== path) {
      await makeFolder(dirname(path));
      return makeLast(path);
    }
    await expectFolder(path, error);
  }
}

const makeLast = (path: string): Promise<void> =>
  mkdir(path).catch((error: unknown) => expectFolder(path, error));

/** Rethrows `error` unless the folder exists: another process may have made it meanwhile. */
async function expectFolder(path: string, error: unknown): Promise<void> {
  if (!hasCode(error, 'EEXIST') || !(await stat(path)).isDirectory()) throw error;
}
