// The list of photographs of a folder or table before any of them is opened: files with their classes and
// splits, and what is left out. folder.ts and table.ts make such listings.
import { stat as statOf } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { compareCodeUnits, compareNaturally } from '../../../data/natural-order.ts';
import { splitOrder, type SplitName } from '../../../data/split-words.ts';
import { InputError } from '../../../errors.ts';
import { quoteFew } from '../../../few-words.ts';
import { explainSystemError } from '../../files/system-errors.ts';
import { classNamesFile } from '../class-names.ts';
import { sumLeftOut, type LeftOut } from '../left-out.ts';

/** A picture file, with a stamp to detect changes. */
export interface PictureFile {
  /** Relative to the listing's root, or absolute. */
  readonly path: string;
  /** The file's size, dates and inode, to detect changes; empty if the file changed moments ago. */
  readonly stamp: string;
}

/** Why a picture is left out, in one line that names its file. */
export interface FileProblem {
  readonly path: string;
  readonly problem: string;
}

/** A picture with its class and split. The split is undefined if the source has none. */
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
  /** The absolute path of the named folder or table. */
  readonly source: string;
  readonly name: string;
  /** In the order of `classes.txt`, or the natural order of their names. */
  readonly classNames: readonly string[];
  /** The splits of the source, in order; empty if they are to be drawn. */
  readonly splits: readonly SplitName[];
  /** By split, then by class, then by path. */
  readonly pictures: readonly ListedPicture[];
  /** Pictures that are missing or can't be read. */
  readonly unreadable: readonly FileProblem[];
  readonly leftOut: readonly LeftOut[];
  /** Notices about how it was read, a line each. */
  readonly notices: readonly string[];
}

/** A picture with the name of its class. */
export interface FoundPicture extends PictureFile {
  readonly className: string;
  readonly split: SplitName | undefined;
}

type Found = Pick<PictureListing, 'layout' | 'root' | 'splits' | 'unreadable' | 'leftOut' | 'notices'> & {
  /** The folder or table as the user named it. */
  readonly source: string;
  /** Includes classes without pictures. In any order, with repetitions. */
  readonly classNames: Iterable<string>;
  /** The names in the order of `classes.txt`. Used only if it has exactly the classes' names. */
  readonly toldOrder?: readonly string[] | undefined;
  readonly pictures: readonly FoundPicture[];
};

/** Sorts what was found, so that the listing is the same on every computer. */
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

/** Says why `classes.txt` is not used. */
function describeUnusedOrder(names: readonly string[], told: readonly string[] = names): string[] {
  const [unknown, missing] = [told.filter((n) => !names.includes(n)), names.filter((n) => !told.includes(n))];
  if (unknown.length + missing.length === 0) return [];
  const none = unknown.length === 1 ? 'which is not a class here' : 'which are not classes here';
  const problems = [
    ...(unknown.length > 0 ? [`it names ${quoteFew(unknown)}, ${none}`] : []),
    ...(missing.length > 0 ? [`it does not name ${quoteFew(missing)}`] : []),
  ];
  return [`${classNamesFile} is not used, so classes are sorted by name: ${problems.join('; ')}`];
}

/** Reports names that differ only in case, spaces or Unicode form, because they probably mean one class. */
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
    .map((group) => `${group.map((name) => `'${name}'`).join(' and ')} are read as different classes`);
}

/** Removes what would break a line or a table from a name, and composes it: 'ü' becomes one character. */
export const plainName = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim() || '_';

/** The path of a listed file, from the working directory. */
export const placeOf = (root: string, path: string): string => (isAbsolute(path) ? path : join(root, path));

/** Twice as fast as `stat` of `node:fs/promises` for thousands of files. */
const stat = promisify(statOf);

/** File dates are coarse: a file that changed just now may change again and keep its date. */
const freshMs = 2000;

/** The stamp of a picture file, or the reason why it can't be read. */
export async function statPicture(root: string, path: string): Promise<PictureFile | FileProblem> {
  try {
    const status = await stat(placeOf(root, path));
    if (status.isDirectory())
      return { path, problem: `${placeOf(root, path)}: expected a picture, got a folder` };
    if (!status.isFile())
      return { path, problem: `${placeOf(root, path)}: expected a picture, got a pipe, socket or device` };
    const { size, mtimeMs, ctimeMs, ino } = status;
    const isFresh = Date.now() - Math.max(mtimeMs, ctimeMs) < freshMs;
    return { path, stamp: isFresh ? '' : [size, mtimeMs, ctimeMs, ino].join(' ') };
  } catch (error) {
    const explained = explainSystemError(error, `${placeOf(root, path)}: can't be read`);
    if (!(explained instanceof InputError)) throw explained;
    return { path, problem: explained.message };
  }
}

/** The name of a data set: that of its folder or table, except the reserved names of our own data sets. */
export function dataName(source: string): string {
  const name = plainName(basename(resolve(source)).replace(/\.(?:csv|tsv|txt|npz)$/i, ''));
  return name === 'fashion-mnist' || name === 'sketches' ? `unverified-${name}` : name;
}
