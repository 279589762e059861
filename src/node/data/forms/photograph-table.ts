// A table that names photographs with their classes.
import { basename, join } from 'node:path';
import { InputError } from '../../../errors.ts';
import { mapInParallel } from '../../in-parallel.ts';
import type { PictureListing } from '../photographs/listing.ts';
import { listTable } from '../photographs/table.ts';
import { encodingOf } from '../read-text.ts';
import type { Form } from './form.ts';
import { photographs } from './photographs.ts';

export const photographTableForm: Form = {
  words: 'a table of photographs',
  async recognise({ file, folder, entries }) {
    if (file)
      return isText(file.start)
        ? [photographs('photograph table', 'a table', await listTable(join(folder, file.name)))]
        : [];
    const tables = entries.files.filter((name) => /\.[ct]sv$/i.test(name));
    const listings = await mapInParallel(tables.slice(0, mostTables), (name) => tryTable(join(folder, name)));
    return listings.flatMap((listing) =>
      listing ? photographs('photograph table', `a table, ${basename(listing.source)}`, listing) : [],
    );
  },
};

const mostTables = 16;

/** Nobody named the table: what is not one of pictures is something else. */
async function tryTable(path: string): Promise<PictureListing | undefined> {
  try {
    const listing = await listTable(path);
    return listing.pictures.length > 0 ? listing : undefined;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** Whether bytes could be text: UTF-16 has zeros in it. */
const isText = (start: Uint8Array): boolean =>
  start.length > 0 && (encodingOf(start) !== 'utf-8' || !start.subarray(0, 4096).some((byte) => byte < 9));
