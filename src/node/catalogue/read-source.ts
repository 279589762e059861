// Lists what is in a folder or table of items.
import type { Stats } from 'node:fs';
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
  const status = await stat(place).catch((error: unknown) => {
    throw explainSystemError(error, `${place}: can't be read`);
  });
  const source = { name: resolve(place), ...(await readItems(place, status)) };
  const long = source.items.find(({ key }) => key.length > mostCharacters);
  if (long)
    throw new InputError(
      `${place}: expected keys of at most ${mostCharacters} characters, got one of ${long.key.length}, '${long.key.slice(0, 40)}…'`,
    );
  return source;
}

/** The most characters of a key: an index of Postgres takes 2,704 bytes. */
const mostCharacters = 600;

async function readItems(place: string, status: Stats): Promise<Omit<Source, 'name'>> {
  if (status.isDirectory()) return readFolder(place);
  if (status.isFile() && /\.(?:csv|tsv|txt)$/i.test(place)) return readTable(place);
  throw new InputError(`${place}: expected a folder of pictures or a table (.csv), got another file`);
}
