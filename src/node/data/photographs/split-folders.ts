// Which folders within one are those of splits, which of classes, and which are neither: told from the words by which people call splits,
// and from what is in them.
import { join, posix } from 'node:path';
import {
  mentionsSplit,
  saysNothing,
  splitsAmong,
  splitWords,
  type SplitName,
} from '../../../data/split-words.ts';
import { InputError } from '../../../errors.ts';
import { entriesOf } from '../../entries.ts';
import { mapInParallel } from '../../in-parallel.ts';
import type { LeftOut } from '../left-out.ts';
import { plainName } from './listing.ts';
import { walkPictures, type Walked } from './walk.ts';

/** A place in a folder: the folder as it was named, and the way from there, with slashes. */
export interface Place {
  readonly root: string;
  readonly path: string;
}

export const within = ({ root, path }: Place, name: string): Place => ({
  root,
  path: posix.join(path, name),
});
export const placeName = ({ root, path }: Place): string => join(root, path);

/** Where the folders of classes are, and what they are called; without a split where it is the whole. */
export interface ClassRoot {
  readonly place: Place;
  readonly folders: readonly string[];
  readonly split: SplitName | undefined;
}

/** The folders of splits, and what lies in folders beside them. */
export interface FoundSplits {
  readonly splits: readonly ClassRoot[];
  readonly besides: readonly LeftOut[];
}

/**
 * The folders of splits in a folder; the folder itself where it has none.
 *
 * @throws InputError where it can't be known what is a split and what a class
 */
export async function splitFolders(base: Place): Promise<FoundSplits> {
  const names = await subfolders(base);
  const whole = { splits: [{ place: base, folders: names, split: undefined }], besides: [] };
  const found = splitsAmong(names);
  if (found.size === 0) {
    if (names.length > 1 && names.every(mentionsSplit)) throw unclearSplits(base, names);
    return whole;
  }
  const train = names.find((name) => found.get(name) === 'train');
  const known = new Set(
    train === undefined ? [] : (await classRoot(base, train, 'train', new Set())).folders,
  );
  const roots = new Map(
    await mapInParallel(
      names,
      async (name) => [name, await classRoot(base, name, found.get(name), known)] as const,
    ),
  );
  /** A folder alone is no class where its name says nothing: there may be pictures in it that nobody has sorted. */
  const hasClasses = (name: string) => {
    const [only = '', ...more] = roots.get(name)!.folders;
    return more.length > 0 || (only !== '' && (known.has(only) || !(only === name || saysNothing(only))));
  };
  const classed = names.filter((name) => found.has(name) && hasClasses(name));
  const walks = await mapInParallel(
    names.filter((name) => !classed.includes(name)),
    async (name) => ({ name, walked: await walkPictures(base.root, within(base, name).path) }),
  );
  const others = walks.filter(({ name, walked }) => !found.has(name) && walked.files.length > 0);
  // Without folders in them they are classes that happen to be called so: toys have a class `train`.
  if (classed.length === 0 && others.length > 0) return whole;
  const unknown = others.find(({ name }) => hasClasses(name));
  if (unknown) throw unclearSplits(base, [unknown.name, ...found.keys()]);
  checkSplits(base, found, train, classed);
  return {
    splits: classed.map((name) => roots.get(name)!),
    besides: walks.flatMap(({ name, walked }) => unclassed(name, walked)),
  };
}

/**
 * The folder that has the classes: archives are often unpacked into one of the same name, `seg_train/seg_train/forest`.
 *
 * @param known classes of training: a folder of such a name is a class, even alone
 */
async function classRoot(
  base: Place,
  name: string,
  split: SplitName | undefined,
  known: ReadonlySet<string>,
): Promise<ClassRoot> {
  const place = within(base, name);
  const { files, folders, linkedFolders } = await entriesOf(placeName(place));
  const all = [...folders, ...linkedFolders].sort();
  if (all.length === 1 && files.length === 0 && !known.has(all[0]!)) {
    const inner = await classRoot(place, all[0]!, split, known);
    if (inner.folders.length > 1) return inner;
  }
  return { place, folders: all, split };
}

/** What is left out of a folder without classes. */
const unclassed = (name: string, { files, leftOut }: Walked): LeftOut[] => [
  ...(files.length > 0 ? [{ reason: 'no class' as const, what: plainName(name), count: files.length }] : []),
  ...leftOut,
];

/** Folders that could be splits or something else. */
function unclearSplits(base: Place, [first, second]: readonly string[]): InputError {
  return new InputError(
    `${placeName(base)}: expected folders for splits, called ${splitWords}, or one for each class, got '${first}' beside '${second}'`,
  );
}

function checkSplits(
  base: Place,
  found: ReadonlyMap<string, SplitName>,
  train: string | undefined,
  classed: readonly string[],
): void {
  const names = [...found.keys()];
  if (new Set(found.values()).size < found.size)
    throw new InputError(`${placeName(base)}: expected one folder for each split, got ${names.join(', ')}`);
  if (train === undefined)
    throw new InputError(
      `${placeName(base)}: expected a folder train beside ${names.join(' and ')}, found none`,
    );
  if (!classed.includes(train))
    throw new InputError(
      `${placeName(within(base, train))}: expected a folder of pictures for each class, found none`,
    );
}

/** The names of the folders within one, links to folders among them. */
async function subfolders(place: Place): Promise<string[]> {
  const { folders, linkedFolders } = await entriesOf(placeName(place));
  return [...folders, ...linkedFolders].sort();
}
