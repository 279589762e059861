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
 * @throws InputError if it can't be read, a key is not unique, or nothing in it is an item
 */
export async function readSource(place: string): Promise<Source> {
  const status = await stat(place).catch((error: unknown) => {
    throw explainSystemError(error, `${place}: can't be read`);
  });
  const name = resolve(place);
  if (status.isDirectory()) return { name, ...(await readFolder(place)) };
  if (status.isFile() && /\.(?:csv|tsv|txt)$/i.test(place)) return { name, ...(await readTable(place)) };
  throw new InputError(`${place}: expected a folder of pictures or a table (.csv), got another file`);
}
