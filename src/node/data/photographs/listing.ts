// What a folder or table of photographs holds, before any of them is opened: files with their classes and splits, and what is
// left over. How a folder or a table is read into a listing has a file each.
import { stat as statOf } from 'node:fs';
import { basename, extname, isAbsolute, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { InputError } from '../../../errors.ts';
import { explainSystemError } from '../../system-errors.ts';

const splitOrder = ['train', 'validation', 'test'] as const;
export type SplitName = (typeof splitOrder)[number];

const splitsByName = new Map<string, SplitName>([
  ['train', 'train'],
  ['val', 'validation'],
  ['validation', 'validation'],
  ['test', 'test'],
]);

/** The split that a folder or a cell names, in large letters or small. */
export const splitFromName = (name: string): SplitName | undefined => splitsByName.get(name.toLowerCase());

/** A file that is taken for a picture, and what tells whether it has changed. */
export interface PictureFile {
  /** From the listing's root, or absolute. */
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970, with a fraction. */
  readonly modified: number;
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
  /** The folder that paths are relative to, as it was named. */
  readonly root: string;
  /** The folder or table, absolute. */
  readonly source: string;
  readonly name: string;
  /** In the order of their names. */
  readonly classNames: readonly string[];
  /** The splits that the source has, in their order; none where they are to be drawn. */
  readonly splits: readonly SplitName[];
  /** By split, then by class, then by path. */
  readonly pictures: readonly ListedPicture[];
  /** Pictures that are not there, or can't be reached. */
  readonly unreadable: readonly FileProblem[];
  /** Files of other kinds among the pictures: how many, by extension. */
  readonly others: ReadonlyMap<string, number>;
  /** How many pictures lie outside all class folders. */
  readonly strays: number;
}

/** A picture as it was found, with the name of its class. */
export interface FoundPicture extends PictureFile {
  readonly className: string;
  readonly split: SplitName | undefined;
}

type Found = Pick<PictureListing, 'layout' | 'root' | 'splits' | 'unreadable' | 'strays'> & {
  readonly source: string;
  /** Also of classes without a picture; in any order, and more than once. */
  readonly classNames: Iterable<string>;
  readonly pictures: readonly FoundPicture[];
  /** File names of other kinds. */
  readonly others: readonly string[];
};

/** Puts what was found in order: the same listing on every computer, whatever order the system gives files in. */
export function makeListing({
  source,
  classNames,
  pictures,
  others,
  splits,
  ...rest
}: Found): PictureListing {
  const names = [...new Set(classNames)].sort(byCodeUnits);
  const labels = new Map(names.map((name, label) => [name, label]));
  const listed = pictures.map(({ className, ...picture }) => ({ ...picture, label: labels.get(className)! }));
  const rank = ({ split }: ListedPicture) => (split ? splitOrder.indexOf(split) : 0);
  listed.sort((a, b) => rank(a) - rank(b) || a.label - b.label || byCodeUnits(a.path, b.path));
  return {
    ...rest,
    source: resolve(source),
    name: nameOf(source),
    classNames: names,
    splits: splitOrder.filter((split) => splits.includes(split)),
    pictures: listed,
    others: countBy(others.map((name) => extname(name).toLowerCase() || plainName(basename(name)))),
  };
}

/** A name without what would break a line or a table, and composed: so is 'ü' one character wherever it was typed. */
export const plainName = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim() || '_';

/** A listed file's own path, from where the program runs. */
export const placeOf = (root: string, path: string): string => (isAbsolute(path) ? path : join(root, path));

/** For thousands of files it takes half the time of that in `node:fs/promises`. */
const stat = promisify(statOf);

/** A picture's size and date, or why they can't be had. */
export async function statPicture(root: string, path: string): Promise<PictureFile | FileProblem> {
  try {
    const { size, mtimeMs } = await stat(placeOf(root, path));
    return { path, bytes: size, modified: mtimeMs };
  } catch (error) {
    const explained = explainSystemError(error, `cannot read ${placeOf(root, path)}`);
    if (!(explained instanceof InputError)) throw explained;
    return { path, problem: explained.message };
  }
}

/** Code units: the same order in every locale. */
const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The data set is called as its folder or table is, but not as one that has a name of its own. */
function nameOf(source: string): string {
  const name = plainName(basename(resolve(source)).replace(/\.csv$/i, ''));
  return name === 'fashion-mnist' || name === 'sketches' ? `unverified-${name}` : name;
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names.toSorted(byCodeUnits)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
