// A path before its data format is known: a folder with its entries, or a file with its first bytes.
import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '../../errors.ts';
import { entriesOf, type Entries } from '../files/entries.ts';
import { firstBytes } from '../files/first-bytes.ts';
import { explainSystemError, hasCode } from '../files/system-errors.ts';
import { dataName } from './photographs/listing.ts';

export interface Place {
  /** The path that the user named. */
  readonly named: string;
  /** The folder to examine: the named folder, one within it, or the folder of the named file. */
  readonly folder: string;
  readonly entries: Entries;
  /** The named file in the folder, if the user named a file, and its first bytes. */
  readonly file?: { readonly name: string; readonly start: Uint8Array };
}

/** Enough to recognise text. */
const startBytes = 2 ** 12;

/**
 * Examines the path that a user named.
 *
 * @throws InputError if it does not exist or can't be read
 */
export async function lookAt(named: string): Promise<Place> {
  const kind = await kindOf(named);
  if (kind === 'folder') return { named, folder: named, entries: await entriesOf(named) };
  const folder = dirname(named);
  const file = { name: basename(named), start: await firstBytes(named, startBytes) };
  return { named, folder, entries: await entriesOf(folder), file };
}

/** The same place, one folder further down; undefined if that folder can't be read. */
export async function lookInto(place: Place, name: string): Promise<Place | undefined> {
  const folder = join(place.folder, name);
  try {
    return { named: place.named, folder, entries: await entriesOf(folder) };
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** The name of a data set that is the only one at a place: that of the path. */
export const placeDataName = ({ named }: Place): string => dataName(named);

/** The name of a data set that is one of several in a folder: the prefix of its files. */
export const setDataName = (place: Place, prefix: string): string =>
  prefix === '' ? dataName(place.file ? resolve(place.folder) : place.named) : dataName(prefix);

async function kindOf(path: string): Promise<'file' | 'folder'> {
  try {
    const status = await stat(path);
    if (status.isDirectory()) return 'folder';
    if (status.isFile()) return 'file';
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw explainSystemError(error, `${path}: can't be read`);
    throw new InputError(
      `data: expected fashion-mnist, sketches, or the path of a folder or file of data, got '${path}', which does not exist`,
    );
  }
  throw new InputError(`data: expected a folder or a file, got '${path}', which is neither`);
}
