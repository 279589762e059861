// Goes through the folder of a class: all the pictures in it and in the folders within it. Hidden files are left out. Links to files
// are followed; links to folders are not, as they may lead in a circle.
import { posix, resolve } from 'node:path';
import { hasImageExtension } from '../../pictures/formats.ts';
import { isDirectory, visibleEntries } from '../../pictures/list.ts';
import { statPicture, type FileProblem, type PictureFile } from './listing.ts';

export interface Walked {
  readonly files: PictureFile[];
  readonly unreadable: FileProblem[];
  /** Names of files of other kinds. */
  readonly others: string[];
}

/**
 * The pictures under a folder, told by the ends of their names.
 *
 * @param root what the paths of the pictures, and `folder`, are relative to
 * @throws InputError when a folder can't be read
 */
export async function walkPictures(root: string, folder: string): Promise<Walked> {
  const walked: Walked = { files: [], unreadable: [], others: [] };
  await walkInto(walked, root, folder);
  return walked;
}

async function walkInto(walked: Walked, root: string, folder: string): Promise<void> {
  const paths: string[] = [];
  for (const entry of await visibleEntries(resolve(root, folder))) {
    const path = posix.join(folder, entry.name); // the same order of paths on every system
    if (entry.isDirectory()) await walkInto(walked, root, path);
    else if (entry.isSymbolicLink() && (await isDirectory(resolve(root, path)))) continue;
    else if (hasImageExtension(entry.name)) paths.push(path);
    else walked.others.push(entry.name);
  }
  for (const found of await Promise.all(paths.map((path) => statPicture(root, path)))) {
    if ('problem' in found) walked.unreadable.push(found);
    else walked.files.push(found);
  }
}
