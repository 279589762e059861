// Lists what is in a folder or table of items.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from '../../errors.ts';
import { explainSystemError } from '../files/system-errors.ts';
import { readFolder } from './folder-source.ts';
import type { Source } from './source.ts';
import { readTable } from './table-source.ts';

/**
 * Lists the items of a folder or table.
 *
 * @throws InputError if it can't be read, a key is not unique or too long, or nothing in it is an item
 */
export async function readSource(place: string): Promise<Source> {
  const kind = await sourceKind(place);
  const items = kind === 'folder' ? await readFolder(place) : await readTable(place);
  const source = { name: resolve(place), ...items };
  const long = source.items.find(({ key }) => key.length > mostCharacters);
  if (long)
    throw new InputError(
      `${place}: expected keys of at most ${mostCharacters} characters, got one of ${long.key.length}, '${long.key.slice(0, 40)}…'`,
    );
  return source;
}

/** The most characters of a key: an index of Postgres takes 2,704 bytes. */
const mostCharacters = 600;

/** What a source is, without listing it. @throws InputError if it is missing or something else */
export async function sourceKind(place: string): Promise<'folder' | 'table'> {
  const status = await stat(place).catch((error: unknown) => {
    throw explainSystemError(error, `${place}: can't be read`);
  });
  if (status.isDirectory()) return 'folder';
  if (status.isFile() && /\.(?:csv|tsv|txt)$/i.test(place)) return 'table';
  throw new InputError(`${place}: expected a folder of pictures or a table (.csv), got another file`);
}
