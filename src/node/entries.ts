// What lies in a folder: files, folders, and what systems left there, each in the order of their names, which is the same in every locale.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isLeftover } from './leftovers.ts';
import { explainSystemError } from './system-errors.ts';

export interface Entries {
  /** Links to files among them, and links that lead nowhere. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** Links to folders: who follows them further down may go in a circle. */
  readonly linkedFolders: readonly string[];
  /** Files and folders of no interest, hidden ones among them. */
  readonly leftovers: readonly string[];
}

/** The names in a folder, sorted by what they are. @throws InputError when it can't be read */
export async function entriesOf(folder: string): Promise<Entries> {
  const entries = { files: [], folders: [], linkedFolders: [], leftovers: [] } as Record<
    keyof Entries,
    string[]
  >;
  for (const entry of await read(folder)) {
    const { name } = entry;
    if (isLeftover(name)) entries.leftovers.push(name);
    else if (entry.isDirectory()) entries.folders.push(name);
    else if (entry.isSymbolicLink() && (await isDirectory(join(folder, name))))
      entries.linkedFolders.push(name);
    else entries.files.push(name);
  }
  return entries;
}

async function read(folder: string) {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  } catch (error) {
    throw explainSystemError(error, `cannot read ${folder}`);
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
