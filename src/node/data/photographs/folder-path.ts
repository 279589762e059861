// Folders within the folder that a user named, and their subfolders.
import { realpath } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { entriesOf, type Entries } from '../../files/entries.ts';
import type { LeftOut } from '../left-out.ts';

/** A folder: the named one, and the path from there, with slashes. */
export interface FolderPath {
  readonly root: string;
  readonly path: string;
}

export const within = ({ root, path }: FolderPath, name: string): FolderPath => ({
  root,
  path: posix.join(path, name),
});
export const nameOfFolder = ({ root, path }: FolderPath): string => join(root, path);

/** The content of a folder, with the subfolders to visit. */
export interface Inside {
  readonly entries: Entries;
  /** The names of folders, including links to folders, sorted. */
  readonly folders: readonly string[];
  /** Links to folders that are visited anyway, or that contain this folder. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Lists a folder.
 *
 * @throws InputError if it can't be read
 */
export async function lookInside(place: FolderPath): Promise<Inside> {
  const folder = nameOfFolder(place);
  const entries = await entriesOf(folder);
  if (entries.linkedFolders.length === 0) return { entries, folders: entries.folders, leftOut: [] };
  const here = await realpath(folder);
  const taken = entries.folders.map((name) => join(here, name));
  const [folders, leftOut] = [[...entries.folders], [] as LeftOut[]];
  for (const name of entries.linkedFolders) {
    const target = await realpath(join(folder, name));
    if (isWithin(here, target) || taken.some((one) => isWithin(one, target) || isWithin(target, one)))
      leftOut.push({ reason: 'link', what: posix.join(place.path, name), count: 1 });
    else {
      taken.push(target);
      folders.push(name);
    }
  }
  return { entries, folders: folders.sort(), leftOut };
}

const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
