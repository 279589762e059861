// What a folder or table of photographs holds, before any of them is opened: files with their classes and
// splits, and what is left over. How a folder or a table is read into a listing has a file each.
import { stat as statOf } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { compareCodeUnits, compareNaturally } from '../../../data/natural-order.ts';
import { splitOrder, type SplitName } from '../../../data/split-words.ts';
import { InputError } from '../../../errors.ts';
import { quoteFew } from '../../../few-words.ts';
import { explainSystemError } from '../../system-errors.ts';
import { classNamesFile } from '../class-names.ts';
import { sumLeftOut, type LeftOut } from '../left-out.ts';

/** A file that is taken for a picture, and what tells whether it has changed. */
export interface PictureFile {
  /** From the listing's root, or absolute. */
  readonly path: string;
  /**
   * What the system says of the file, its size, dates and place on the disk; empty where it was changed just
   * now.
   */
  readonly stamp: string;
}

/** Why a picture is left out, in one line that names its file. */
export interface FileProblem {
  readonly path: string;
  readonly problem: string;
}

/** A picture with its class; undefined for the split where the source has none. */
export interface ListedPicture extends PictureFile {
  /** Index into the listing's class names. */
  readonly label: number;
  readonly split: SplitName | undefined;
}

export interface PictureListing {
  /** Folders by split and class, folders by class, or a table. */
  readonly layout: 'splits' | 'classes' | 'table';
  /** The folder that paths are relative to. */
  readonly root: string;
  /** The folder or table as it was named, absolute. */
  readonly source: string;
  readonly name: string;
  /** In the order that was told, or the natural order of their names. */
  readonly classNames: readonly string[];
  /** The splits that the source has, in their order; none where they are to be drawn. */
  readonly splits: readonly SplitName[];
  /** By split, then by class, then by path. */
  readonly pictures: readonly ListedPicture[];
  /** Pictures that are not there, or can't be reached. */
  readonly unreadable: readonly FileProblem[];
  readonly leftOut: readonly LeftOut[];
  /** What the user should know of how it was read, a line each. */
  readonly notices: readonly string[];
}

/** A picture as it was found, with the name of its class. */
export interface FoundPicture extends PictureFile {
  readonly className: string;
  readonly split: SplitName | undefined;
}

type Found = Pick<PictureListing, 'layout' | 'root' | 'splits' | 'unreadable' | 'leftOut' | 'notices'> & {
  /** The folder or table as it was named. */
  readonly source: string;
  /** Also of classes without a picture; in any order, and more than once. */
  readonly classNames: Iterable<string>;
  /** The names in an order that `classes.txt` tells; it counts where it has just these. */
  readonly toldOrder?: readonly string[] | undefined;
  readonly pictures: readonly FoundPicture[];
};

/**
 * Puts what was found in order: the same listing on every computer, whatever order the system gives files in.
 */
export function makeListing({
  source,
  classNames,
  toldOrder,
  pictures,
  splits,
  ...rest
}: Found): PictureListing {
  const names = orderOf(new Set(classNames), toldOrder);
  const labels = new Map(names.map((name, label) => [name, label]));
  const listed = pictures.map(({ className, ...picture }) => ({ ...picture, label: labels.get(className)! }));
  const rank = ({ split }: ListedPicture) => (split ? splitOrder.indexOf(split) : 0);
  listed.sort((a, b) => rank(a) - rank(b) || a.label - b.label || compareCodeUnits(a.path, b.path));
  return {
    ...rest,
    source: resolve(source),
    name: dataName(source),
    classNames: names,
    splits: splitOrder.filter((split) => splits.includes(split)),
    pictures: listed,
    leftOut: sumLeftOut(rest.leftOut),
    notices: [...rest.notices, ...describeUnusedOrder(names, toldOrder), ...describeNearlyEqual(names)],
  };
}

function orderOf(names: ReadonlySet<string>, told: readonly string[] | undefined): readonly string[] {
  const isTold = told?.length === names.size && told.every((name) => names.has(name));
  return isTold ? told : [...names].sort(compareNaturally);
}

/** What keeps `classes.txt` from telling the order. */
function describeUnusedOrder(names: readonly string[], told: readonly string[] = names): string[] {
  const [unknown, missing] = [told.filter((n) => !names.includes(n)), names.filter((n) => !told.includes(n))];
  if (unknown.length + missing.length === 0) return [];
  const none = unknown.length === 1 ? 'which is no class here' : 'which are no classes here';
  const problems = [
    ...(unknown.length > 0 ? [`it has ${quoteFew(unknown)}, ${none}`] : []),
    ...(missing.length > 0 ? [`it lacks ${quoteFew(missing)}`] : []),
  ];
  return [
    `${classNamesFile} is not used, and classes are in the order of their names: ${problems.join('; ')}`,
  ];
}

/** Names that differ in capitals, spaces or the form of their letters only are likely one class. */
function describeNearlyEqual(names: readonly string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const key = name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s_-]+/g, ' ')
      .trim();
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()]
    .filter(({ length }) => length > 1)
    .map((group) => `${group.map((name) => `'${name}'`).join(' and ')} are taken for different classes`);
}

/**
 * A name without what would break a line or a table, and composed: so is 'ü' one character wherever it was
 * typed.
 */
export const plainName = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim() || '_';

/** A listed file's own path, from where the program runs. */
export const placeOf = (root: string, path: string): string => (isAbsolute(path) ? path : join(root, path));

/** For thousands of files it takes half the time of that in `node:fs/promises`. */
const stat = promisify(statOf);

/** Dates of files are coarse: one that was changed just now may change once more and bear the same. */
const freshMs = 2000;

/** A picture's file, or why it can't be reached. */
export async function statPicture(root: string, path: string): Promise<PictureFile | FileProblem> {
  try {
    const status = await stat(placeOf(root, path));
    if (status.isDirectory())
      return { path, problem: `${placeOf(root, path)}: expected a picture, got a directory` };
    if (!status.isFile())
      return { path, problem: `${placeOf(root, path)}: expected a picture, got no regular file` };
    const { size, mtimeMs, ctimeMs, ino } = status;
    const isFresh = Date.now() - Math.max(mtimeMs, ctimeMs) < freshMs;
    return { path, stamp: isFresh ? '' : [size, mtimeMs, ctimeMs, ino].join(' ') };
  } catch (error) {
    const explained = explainSystemError(error, `cannot read ${placeOf(root, path)}`);
    if (!(explained instanceof InputError)) throw explained;
    return { path, problem: explained.message };
  }
}

/** The data set is called as its folder or table is, but not as one that has a name of its own. */
export function dataName(source: string): string {
  const name = plainName(basename(resolve(source)).replace(/\.(?:csv|tsv|txt|npz)$/i, ''));
  return name === 'fashion-mnist' || name === 'sketches' ? `unverified-${name}` : name;
}
