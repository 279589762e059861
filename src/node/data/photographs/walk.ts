// Walks through the folder of a class: all pictures in it and its subfolders. Hidden files and system
// leftovers are left out. Links to files are followed; links to folders are not, because they may lead in a
// circle.
import { extname, join, posix, resolve } from 'node:path';
import { InputError } from '../../../errors.ts';
import { entriesOf, type Entries } from '../../files/entries.ts';
import { hasImageExtension } from '../../pictures/formats.ts';
import { isPictureFile } from '../../pictures/picture-file.ts';
import type { LeftOut, LeftOutReason } from '../left-out.ts';
import { plainName, statPicture, type FileProblem, type PictureFile } from './listing.ts';

export interface Walked {
  readonly files: PictureFile[];
  readonly unreadable: FileProblem[];
  readonly leftOut: LeftOut[];
}

/**
 * Lists the pictures under a folder. An unreadable folder is left out.
 *
 * @param root the folder that the paths of the pictures, and `folder`, are relative to
 */
export async function walkPictures(root: string, folder: string): Promise<Walked> {
  const walked: Walked = { files: [], unreadable: [], leftOut: [] };
  await walkInto(walked, root, folder);
  return walked;
}

async function walkInto(walked: Walked, root: string, folder: string): Promise<void> {
  const entries = await entriesUnlessUnreadable(resolve(root, folder));
  if (!entries) {
    walked.leftOut.push(leftOutAs('unreadable folder', folder));
    return;
  }
  const { files, folders, linkedFolders } = entries;
  const paths: string[] = [];
  for (const name of files) {
    const path = posix.join(folder, name); // slashes on every system, so that paths sort alike
    if (await isPictureFile(resolve(root, path))) paths.push(path);
    else walked.leftOut.push(otherKind(name));
  }
  walked.leftOut.push(...(await leftoversIn(resolve(root, folder), entries)));
  for (const name of linkedFolders) walked.leftOut.push(leftOutAs('link', posix.join(folder, name)));
  for (const found of await Promise.all(paths.map((path) => statPicture(root, path)))) {
    if ('problem' in found) walked.unreadable.push(found);
    else walked.files.push(found);
  }
  for (const name of folders) {
    if (isOfThumbnails(name) && paths.length + folders.length > 1)
      walked.leftOut.push(leftOutAs('system', name));
    else await walkInto(walked, root, posix.join(folder, name));
  }
}

/** Folders of small copies of the pictures, as photo managers make them. */
const isOfThumbnails = (name: string): boolean => /^(?:thumbnails?|thumbs)$/i.test(name);

async function entriesUnlessUnreadable(folder: string): Promise<Entries | undefined> {
  try {
    return await entriesOf(folder);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** What is in a folder besides pictures, files of other kinds and subfolders to visit. */
export async function leftoversIn(
  folder: string,
  { leftovers, noFiles }: Pick<Entries, 'leftovers' | 'noFiles'>,
): Promise<LeftOut[]> {
  const left = noFiles.map((name) => leftOutAs('no file', name));
  for (const name of leftovers)
    left.push(leftOutAs((await hidesPictures(folder, name)) ? 'hidden folder' : 'system', name));
  return left;
}

const isOfPrograms = /^\.(?:_.*|git|svn|ipynb_checkpoints|appledouble|thumbnails?|cache|trash.*)$/i;

/**
 * Whether it is a hidden folder with pictures. Someone may have named it `.NET` without knowing that a dot
 * hides it.
 */
async function hidesPictures(folder: string, name: string): Promise<boolean> {
  if (!name.startsWith('.') || isOfPrograms.test(name)) return false;
  const { files = [] } = (await entriesUnlessUnreadable(join(folder, name))) ?? {};
  return files.some(hasImageExtension);
}

const leftOutAs = (reason: LeftOutReason, name: string): LeftOut => ({
  reason,
  what: plainName(name),
  count: 1,
});

/** A file that is not a picture, by its extension, or its name if it has none. */
export const otherKind = (name: string): LeftOut => ({
  reason: 'other kind',
  what: extname(name).toLowerCase() || plainName(name),
  count: 1,
});
