// Goes through the folder of a class: all the pictures in it and in the folders within it. What is hidden or was left by a system is
// left out. Links to files are followed; links to folders are not, as they may lead in a circle.
import { extname, posix, resolve } from 'node:path';
import { entriesOf } from '../../entries.ts';
import { isPictureFile } from '../../pictures/picture-file.ts';
import type { LeftOut } from '../left-out.ts';
import { plainName, statPicture, type FileProblem, type PictureFile } from './listing.ts';

export interface Walked {
  readonly files: PictureFile[];
  readonly unreadable: FileProblem[];
  readonly leftOut: LeftOut[];
}

/**
 * The pictures under a folder.
 *
 * @param root what the paths of the pictures, and `folder`, are relative to
 * @throws InputError when a folder can't be read
 */
export async function walkPictures(root: string, folder: string): Promise<Walked> {
  const walked: Walked = { files: [], unreadable: [], leftOut: [] };
  await walkInto(walked, root, folder);
  return walked;
}

async function walkInto(walked: Walked, root: string, folder: string): Promise<void> {
  const { files, folders, leftovers } = await entriesOf(resolve(root, folder));
  const paths: string[] = [];
  for (const name of files) {
    const path = posix.join(folder, name); // the same order of paths on every system
    if (await isPictureFile(resolve(root, path))) paths.push(path);
    else walked.leftOut.push(otherKind(name));
  }
  for (const name of leftovers) walked.leftOut.push({ reason: 'system', what: plainName(name), count: 1 });
  for (const found of await Promise.all(paths.map((path) => statPicture(root, path)))) {
    if ('problem' in found) walked.unreadable.push(found);
    else walked.files.push(found);
  }
  for (const name of folders) await walkInto(walked, root, posix.join(folder, name));
}

/** A file of another kind than pictures, by its extension, or its name where it has none. */
export const otherKind = (name: string): LeftOut => ({
  reason: 'other kind',
  what: extname(name).toLowerCase() || plainName(name),
  count: 1,
});
