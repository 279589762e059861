// Supports pixel data sets whose files are in several folders: one for each split (`train/images.npy`,
// `test/images.npy`), or one for each IDX file, as Kaggle unpacks them
// (`train-images-idx3-ubyte/train-images-idx3-ubyte`).
import { join, posix } from 'node:path';
import { splitsAmong } from '../../data/split-words.ts';
import { entriesOf } from '../files/entries.ts';
import { mapInParallel } from '../files/in-parallel.ts';
import { readIdxName } from './idx-files.ts';
import type { Place } from './place.ts';

/** Adds the files of such subfolders to the files of a folder. Other places stay as they are. */
export async function withParts(place: Place): Promise<Place> {
  const { folder, entries, file } = place;
  if (file) return place;
  const folders = [...entries.folders, ...entries.linkedFolders];
  const splits = splitsAmong(folders);
  const isDivided = new Set(splits.values()).size > 1;
  const parts = folders.filter((name) => (isDivided && splits.has(name)) || readIdxName(name));
  if (parts.length === 0) return place;
  const files = await mapInParallel(parts, async (part) =>
    (await entriesOf(join(folder, part))).files.map((name) => posix.join(part, name)),
  );
  return { ...place, entries: { ...entries, files: [...entries.files, ...files.flat()] } };
}
