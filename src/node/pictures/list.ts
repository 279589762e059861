// The pictures that a command line names: files as they are, folders with all the pictures in them.
// What can't be read is found out when it is read, file by file, so that one bad name doesn't stop the others.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../errors.ts';
import { hasImageExtension, imageFormats } from './formats.ts';
import { explainSystemError } from '../system-errors.ts';

/**
 * The pictures under `paths`: directories expanded recursively, in the order of their names, hidden files left out;
 * anything else kept as it is, also what doesn't exist.
 *
 * @throws InputError when a directory can't be read or has no pictures in it
 */
export async function listImageFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    if (await isDirectory(path)) files.push(...(await picturesUnder(path)));
    else files.push(path);
  }
  return files;
}

async function picturesUnder(directory: string): Promise<string[]> {
  const files = await walk(directory);
  if (files.length === 0)
    throw new InputError(`${directory}: expected a folder with pictures (${imageFormats}), found none`);
  return files;
}

/** Links to files are followed, links to directories are not: they may lead in a circle. */
async function walk(directory: string): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await visibleEntries(directory)) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) files.push(...(await walk(path)));
    else if (hasImageExtension(entry.name) && !(await isDirectory(path))) files.push(path);
  }
  return files;
}

/** What is in a directory, in the order of the names; hidden files are left out. @throws InputError when it can't be read */
export async function visibleEntries(directory: string) {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries
      .filter(({ name }) => !name.startsWith('.'))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)); // the same order in every locale
  } catch (error) {
    throw explainSystemError(error, `cannot read ${directory}`);
  }
}

/** Whether there is a directory, perhaps through a link. */
export async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
