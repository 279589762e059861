// Reads a folder of photographs into a listing: a folder for each class, and perhaps above those a folder for each split.
import { join, resolve } from 'node:path';
import type { SplitName } from '../../../data/split-words.ts';
import { InputError } from '../../../errors.ts';
import { entriesOf } from '../../entries.ts';
import { filterInParallel, mapInParallel } from '../../in-parallel.ts';
import { isPictureFile } from '../../pictures/picture-file.ts';
import { classNamesFile, readClassNames } from '../class-names.ts';
import type { LeftOut } from '../left-out.ts';
import { makeListing, plainName, type PictureListing } from './listing.ts';
import { placeName, splitFolders, within, type ClassRoot, type Place } from './split-folders.ts';
import { otherKind, walkPictures } from './walk.ts';

/**
 * Lists `train|val|test/<class>/…` or `<class>/…`.
 *
 * @param root the folder as it was named
 * @param inner where the folders of splits or classes are, from there
 * @returns nothing where no folder in it has a picture
 * @throws InputError where it can't be known what are splits and what classes, or a folder in it can't be read
 */
export async function listFolder(root: string, inner = ''): Promise<PictureListing | undefined> {
  const base = { root, path: inner };
  const { splits, besides } = await splitFolders(base);
  const classes = splits.flatMap(classFolders);
  const walks = await mapInParallel(classes, ({ path }) => walkPictures(root, path));
  if (walks.every(({ files, unreadable }) => files.length + unreadable.length === 0)) return undefined;
  const around = await mapInParallel(
    [...new Set([inner, ...splits.map(({ place }) => place.path)])],
    (path) => looseIn({ root, path }),
  );
  return makeListing({
    layout: splits[0]?.split ? 'splits' : 'classes',
    root,
    splits: splits.flatMap(({ split }) => split ?? []),
    source: root,
    classNames: classes.map(({ className }) => className),
    toldOrder: await readClassNames(placeName(base)),
    pictures: walks.flatMap(({ files }, i) => {
      const { className, split } = classes[i]!;
      return files.map((file) => ({ ...file, className, split }));
    }),
    unreadable: walks.flatMap(({ unreadable }) => unreadable),
    leftOut: [...walks.flatMap(({ leftOut }) => leftOut), ...around.flat(), ...besides],
    notices: [],
  });
}

/** A folder of one class, by its path from the root. */
interface ClassFolder {
  readonly path: string;
  readonly split: SplitName | undefined;
  readonly className: string;
}

function classFolders({ place, folders, split }: ClassRoot): ClassFolder[] {
  const classes = folders.map((name) => ({
    path: within(place, name).path,
    split,
    className: plainName(name),
  }));
  const twice = classes.find(({ className }, i) => classes.findIndex((f) => f.className === className) < i);
  if (twice)
    throw new InputError(`${resolve(placeName(place))}: two folders of the name '${twice.className}'`);
  return classes;
}

/** What lies in a folder beside the folders of its classes. */
async function looseIn(place: Place): Promise<LeftOut[]> {
  const folder = placeName(place);
  const { files, leftovers } = await entriesOf(folder);
  const pictures = new Set(await filterInParallel(files, (name) => isPictureFile(join(folder, name))));
  const others = files.filter((name) => !pictures.has(name) && name !== classNamesFile);
  const here = place.path === '' ? '.' : plainName(place.path);
  return [
    ...(pictures.size > 0 ? [{ reason: 'no class' as const, what: here, count: pictures.size }] : []),
    ...others.map(otherKind),
    ...leftovers.map((name) => ({ reason: 'system' as const, what: plainName(name), count: 1 })),
  ];
}
