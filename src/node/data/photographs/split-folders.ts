// Decides which subfolders are splits, which are classes, and which are neither, by the usual names of splits
// and by the content.
import {
  mentionsSplit,
  saysNothing,
  splitsAmong,
  splitWords,
  type SplitName,
} from '../../../data/split-words.ts';
import { InputError } from '../../../errors.ts';
import { mapInParallel } from '../../files/in-parallel.ts';
import type { LeftOut } from '../left-out.ts';
import { lookInside, nameOfFolder, within, type FolderPath } from './folder-path.ts';
import { plainName } from './listing.ts';
import { walkPictures, type Walked } from './walk.ts';

/** A folder with its class folders. Without a split if it is the whole data set. */
export interface ClassRoot {
  readonly place: FolderPath;
  readonly folders: readonly string[];
  readonly split: SplitName | undefined;
  /** Links beside the folders that are not followed. */
  readonly leftOut: readonly LeftOut[];
}

/** The folders of splits, and what is left out beside them. */
export interface FoundSplits {
  readonly splits: readonly ClassRoot[];
  readonly besides: readonly LeftOut[];
}

/**
 * Finds the folders of splits in a folder; the folder itself if it has none.
 *
 * @throws InputError if it is unclear what is a split and what a class
 */
export async function splitFolders(base: FolderPath): Promise<FoundSplits> {
  const { folders: names, leftOut } = await lookInside(base);
  const whole = { splits: [{ place: base, folders: names, split: undefined, leftOut }], besides: [] };
  const found = splitsAmong(names);
  if (found.size === 0) {
    if (names.length > 1 && names.every(mentionsSplit)) throw unclearSplits(base, names, undefined);
    return whole;
  }
  const train = names.find((name) => found.get(name) === 'train');
  const known = new Set(
    train === undefined ? [] : (await classRoot(base, train, 'train', new Set())).folders,
  );
  const roots = new Map(
    await mapInParallel(names, async (name) => {
      const root = classRoot(base, name, found.get(name), known);
      return [name, await (found.has(name) ? root : unlessUnreadable(root, base, name))] as const;
    }),
  );
  /** A single folder with a meaningless name is not a class: its pictures may be unsorted. */
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
  // Without subfolders they are classes that happen to have the name of a split: toys have a class `train`.
  if (classed.length === 0 && others.length > 0) return whole;
  const unknown = others.find(({ name }) => hasClasses(name));
  if (unknown) {
    const isCopy = [...found.keys()].every((name) => roots.get(unknown.name)!.folders.includes(name));
    const hint = isCopy ? nameOfFolder(within(base, unknown.name)) : undefined;
    throw unclearSplits(base, [unknown.name, ...found.keys()], hint);
  }
  checkSplits(base, found, train, classed);
  if (classed.length === 0)
    throw new InputError(
      `${nameOfFolder(base)}: expected a folder train beside ${[...found.keys()].join(' and ')}, found none`,
    );
  return {
    splits: classed.map((name) => roots.get(name)!),
    besides: [...leftOut, ...walks.flatMap(({ name, walked }) => unclassed(name, walked))],
  };
}

/**
 * The folder that contains the classes. Archives are often unpacked into a folder of the same name:
 * `seg_train/seg_train/forest`.
 *
 * @param known classes of the train split; a folder with such a name is a class, even alone
 */
async function classRoot(
  base: FolderPath,
  name: string,
  split: SplitName | undefined,
  known: ReadonlySet<string>,
): Promise<ClassRoot> {
  const place = within(base, name);
  const { entries, folders, leftOut } = await lookInside(place);
  if (folders.length === 1 && entries.files.length === 0 && !known.has(folders[0]!)) {
    const inner = await classRoot(place, folders[0]!, split, known);
    if (inner.folders.length > 1) return inner;
  }
  return { place, folders, split, leftOut };
}

/**
 * An unreadable folder does not belong to a split. What can't be read in it is reported like a class folder.
 */
const unlessUnreadable = (root: Promise<ClassRoot>, base: FolderPath, name: string): Promise<ClassRoot> =>
  root.catch((error: unknown) => {
    if (!(error instanceof InputError)) throw error;
    return { place: within(base, name), folders: [], split: undefined, leftOut: [] };
  });

/** What is left out in a folder without classes. */
const unclassed = (name: string, { files, leftOut }: Walked): LeftOut[] => [
  ...(files.length > 0 ? [{ reason: 'no class' as const, what: plainName(name), count: files.length }] : []),
  ...leftOut,
];

/** The error for folders that could be splits or something else. */
function unclearSplits(
  base: FolderPath,
  [first, second]: readonly string[],
  inner: string | undefined,
): InputError {
  const got = `got '${first}' beside '${second}'`;
  const hint = inner === undefined ? '' : `; '${first}' contains these folders too; name ${inner} to use it`;
  return new InputError(
    `${nameOfFolder(base)}: expected folders for splits, named ${splitWords}, or a folder for each class, ${got}${hint}`,
  );
}

function checkSplits(
  base: FolderPath,
  found: ReadonlyMap<string, SplitName>,
  train: string | undefined,
  classed: readonly string[],
): void {
  const names = [...found.keys()];
  if (new Set(found.values()).size < found.size)
    throw new InputError(
      `${nameOfFolder(base)}: expected one folder for each split, got ${names.join(', ')}`,
    );
  if (train !== undefined && !classed.includes(train))
    throw new InputError(
      `${nameOfFolder(within(base, train))}: expected a folder of pictures for each class, found none`,
    );
}
