// Folders made with those above them. Node's own recursion never ends where a folder exists in which nothing
// can be made, such as /proc on Linux.
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode } from './system-errors.ts';

/**
 * Makes a folder, and those above it, where they are missing.
 *
 * @throws what the system says where that can't be done
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

/** Another process may have made it meanwhile. */
async function expectFolder(path: string, error: unknown): Promise<void> {
  if (!hasCode(error, 'EEXIST') || !(await stat(path)).isDirectory()) throw error;
}
