// Lists a folder of photographs: a folder for each class, optionally within a folder for each split.
import { join, resolve } from 'node:path';
import type { SplitName } from '../../../data/split-words.ts';
import { labelsFileName } from '../../../data/labels-file.ts';
import { InputError } from '../../../errors.ts';
import { entriesOf } from '../../files/entries.ts';
import { filterInParallel, mapInParallel } from '../../files/in-parallel.ts';
import { isPictureFile } from '../../pictures/picture-file.ts';
import { classNamesFile, readClassNames } from '../class-names.ts';
import type { LeftOut } from '../left-out.ts';
import { refuseNoClasses } from './class-folders.ts';
import { nameOfFolder, within, type FolderPath } from './folder-path.ts';
import { makeListing, plainName, type PictureListing } from './listing.ts';
import { splitFolders, type ClassRoot } from './split-folders.ts';
import { leftoversIn, otherKind, walkPictures } from './walk.ts';

/**
 * Lists `train|val|test/<class>/…` or `<class>/…`.
 *
 * @param root the named folder
 * @param inner the path from there to the folders of splits or classes
 * @returns undefined if no subfolder has a picture
 * @throws InputError if it is unclear what are splits and what are classes, or if the folders are neither
 */
export async function listFolder(root: string, inner = ''): Promise<PictureListing | undefined> {
  const base = { root, path: inner };
  const { splits, besides } = await splitFolders(base);
  const classes = splits.flatMap(classFolders);
  const walks = await mapInParallel(classes, ({ path }) => walkPictures(root, path));
  if (walks.every(({ files, unreadable }) => files.length + unreadable.length === 0)) return undefined;
  for (const { place } of splits)
    refuseNoClasses(
      place,
      classes.flatMap((found, i) => (found.place === place ? [{ path: found.path, ...walks[i]! }] : [])),
    );
  const around = await mapInParallel(
    [...new Set([inner, ...splits.map(({ place }) => place.path)])],
    (path) => looseIn({ root, path }),
  );
  const { names, notices } = await toldNames(base, splits);
  return makeListing({
    layout: splits[0]?.split ? 'splits' : 'classes',
    root,
    splits: splits.flatMap(({ split }) => split ?? []),
    source: root,
    classNames: classes.map(({ className }) => className),
    toldOrder: names,
    pictures: walks.flatMap(({ files }, i) => {
      const { className, split } = classes[i]!;
      return files.map((file) => ({ ...file, className, split }));
    }),
    unreadable: walks.flatMap(({ unreadable }) => unreadable),
    leftOut: [
      ...walks.flatMap(({ leftOut }) => leftOut),
      ...around.flat(),
      ...splits.flatMap(({ leftOut }) => leftOut),
      ...besides,
    ],
    notices,
  });
}

/** The names in `classes.txt`, which may also be in the named folder, and notices about other such files. */
async function toldNames(
  base: FolderPath,
  splits: readonly ClassRoot[],
): Promise<{ names: readonly string[] | undefined; notices: string[] }> {
  const names =
    (await readClassNames(nameOfFolder(base))) ??
    (base.path === '' ? undefined : await readClassNames(base.root));
  const inSplits = splits.filter(({ place }) => place.path !== base.path);
  const further = await filterInParallel(inSplits, async ({ place }) =>
    (await entriesOf(nameOfFolder(place))).files.includes(classNamesFile),
  );
  return {
    names,
    notices: further.map(
      ({ place }) => `'${place.path}/${classNamesFile}' is not used: put it beside the folders of the splits`,
    ),
  };
}

/** A folder of one class, by its path from the root. */
interface ClassFolder {
  readonly path: string;
  readonly place: FolderPath;
  readonly split: SplitName | undefined;
  readonly className: string;
}

function classFolders({ place, folders, split }: ClassRoot): ClassFolder[] {
  const classes = folders.map((name) => ({
    path: within(place, name).path,
    place,
    split,
    className: plainName(name),
  }));
  const twice = classes.find(({ className }, i) => classes.findIndex((f) => f.className === className) < i);
  if (twice)
    throw new InputError(`${resolve(nameOfFolder(place))}: two folders have the name '${twice.className}'`);
  return classes;
}

/** Files of ours, which say something of the pictures beside them. */
const ownFiles: ReadonlySet<string> = new Set([classNamesFile, labelsFileName]);

/** Counts the files in a folder beside the folders of its classes. */
async function looseIn(place: FolderPath): Promise<LeftOut[]> {
  const folder = nameOfFolder(place);
  const entries = await entriesOf(folder);
  const { files } = entries;
  const pictures = new Set(await filterInParallel(files, (name) => isPictureFile(join(folder, name))));
  const others = files.filter((name) => !pictures.has(name) && !ownFiles.has(name));
  const here = place.path === '' ? '.' : plainName(place.path);
  return [
    ...(pictures.size > 0 ? [{ reason: 'no class' as const, what: here, count: pictures.size }] : []),
    ...others.map(otherKind),
    ...(await leftoversIn(folder, entries)),
  ];
}
