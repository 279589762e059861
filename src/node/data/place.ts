// What lies at a path, before anybody knows what it is: a folder with its entries, or a file with its first
// bytes.
import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '../../errors.ts';
import { entriesOf, type Entries } from '../entries.ts';
import { firstBytes } from '../first-bytes.ts';
import { explainSystemError, hasCode } from '../system-errors.ts';
import { dataName } from './photographs/listing.ts';

export interface Place {
  /** What the user named. */
  readonly named: string;
  /**
   * The folder that is looked at: the one that was named, one within it, or that of the file which was named.
   */
  readonly folder: string;
  readonly entries: Entries;
  /** The name of the file that was named in it, if one was, and how it begins. */
  readonly file?: { readonly name: string; readonly start: Uint8Array };
}

/** Enough to tell text from what is none. */
const startBytes = 2 ** 12;

/** Looks at what a user named. @throws InputError when there is nothing, or it can't be read */
export async function lookAt(named: string): Promise<Place> {
  const kind = await kindOf(named);
  if (kind === 'folder') return { named, folder: named, entries: await entriesOf(named) };
  const folder = dirname(named);
  const file = { name: basename(named), start: await firstBytes(named, startBytes) };
  return { named, folder, entries: await entriesOf(folder), file };
}

/** The same place, one folder further down; nothing where that can't be read. */
export async function lookInto(place: Place, name: string): Promise<Place | undefined> {
  const folder = join(place.folder, name);
  try {
    return { named: place.named, folder, entries: await entriesOf(folder) };
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** What a data set is called that is all that a place has: as what was named. */
export const placeDataName = ({ named }: Place): string => dataName(named);

/** What a data set is called that is one of several in a folder, from the beginning of its files' names. */
export const setDataName = (place: Place, prefix: string): string =>
  prefix === '' ? dataName(place.file ? resolve(place.folder) : place.named) : dataName(prefix);

async function kindOf(path: string): Promise<'file' | 'folder'> {
  try {
    const status = await stat(path);
    if (status.isDirectory()) return 'folder';
    if (status.isFile()) return 'file';
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw explainSystemError(error, `cannot read ${path}`);
    throw new InputError(
      `data: expected fashion-mnist, sketches, or the path of a folder or file of data, got '${path}', which is not there`,
    );
  }
  throw new InputError(`data: expected a folder or a file, got '${path}', which is neither`);
}
