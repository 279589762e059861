// The items of a folder: all pictures in it and its subfolders. A picture's key is its path from the folder;
// the folder that it is in, if it is another one, is the attribute `category`.
import { stat } from 'node:fs/promises';
import { join, posix, resolve } from 'node:path';
import { InputError } from '../../errors.ts';
import { describeLeftOut, sumLeftOut } from '../data/left-out.ts';
import type { PictureFile } from '../data/photographs/listing.ts';
import { walkPictures } from '../data/photographs/walk.ts';
import { mapInParallel } from '../files/in-parallel.ts';
import { stampOf, type Source, type SourceItem } from './source.ts';

/** Lists the pictures of a folder. @throws InputError if there is none */
export async function readFolder(root: string): Promise<Omit<Source, 'name'>> {
  const { files, unreadable, leftOut } = await walkPictures(root, '');
  if (files.length + unreadable.length === 0)
    throw new InputError(`${root}: expected a folder of pictures, got one without any`);
  const items = await mapInParallel(files, async (file): Promise<SourceItem> => {
    const folder = posix.basename(posix.dirname(file.path));
    return {
      key: file.path,
      picture: { file: resolve(root, file.path), stamp: await stampFrom(root, file) },
      attributes: folder === '' || folder === '.' ? {} : { category: folder.normalize('NFC') },
    };
  });
  return {
    items,
    problems: unreadable.map(({ path, problem }) => ({ key: path, error: problem })),
    notices: describeLeftOut(sumLeftOut(leftOut)),
  };
}

/** The stamp of a listed file begins with its size and time, or is empty if it changed moments ago. */
async function stampFrom(root: string, { path, stamp }: PictureFile): Promise<string> {
  if (stamp !== '') return stamp.split(' ').slice(0, 2).join(' ');
  const status = await stat(join(root, path)).catch(() => undefined); // reading it says what is wrong
  return status ? stampOf(status) : '';
}
