// A shop's catalogue, in a folder or on a server: the pictures of its items, each with the class that a
// person gave it, else its category.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findClass } from '../../../catalogue/category-names.ts';
import type { Catalogue } from '../../../catalogue/store/catalogue.ts';
import { labelledPictures, type LabelledPicture } from '../../../catalogue/store/corrections.ts';
import { activeModel } from '../../../catalogue/store/models.ts';
import { quoteFew } from '../../../few-words.ts';
import { counted } from '../../../number-words.ts';
import { decodeModelCard } from '../../../nn/classifier-file.ts';
import { isDatabaseAddress } from '../../catalogue/database-address.ts';
import { mapInParallel } from '../../files/in-parallel.ts';
import { makeListing, plainName, statPicture, type PictureListing } from '../photographs/listing.ts';
import type { Form, RecognisedData } from './form.ts';
import { photographs } from './listed-photographs.ts';

export const catalogueForm: Form = {
  words: 'a catalogue',
  async recognise({ file, folder, entries }) {
    if (file || !entries.folders.includes('database')) return [];
    const isDatabase = await stat(join(folder, 'database', 'PG_VERSION')).catch(() => undefined);
    return isDatabase ? [await recogniseCatalogue(folder)] : [];
  },
};

/**
 * The pictures of a catalogue as a data set.
 *
 * @param place its folder, or the address of its database
 * @throws InputError if it can't be opened, for example because another process works on it
 */
export async function recogniseCatalogue(place: string): Promise<RecognisedData> {
  const { openCatalogue } = await import('../../catalogue/open-catalogue.ts');
  const catalogue = await openCatalogue(place);
  try {
    const items = await labelledPictures(catalogue.db);
    const listing = await listCatalogue(catalogue.place, items, await modelClasses(catalogue));
    return photographs({ form: 'catalogue', seen: 'a catalogue', listing });
  } finally {
    await catalogue.close();
  }
}

/** The classes of the catalogue's model. */
async function modelClasses({ db }: Catalogue): Promise<readonly string[]> {
  const model = await activeModel(db);
  return model ? decodeModelCard(Uint8Array.from(model.bytes), model.name).classNames : [];
}

/** A category that means a class of the model has its name: people correct with the names that they see. */
async function listCatalogue(
  place: string,
  pictures: readonly LabelledPicture[],
  classNames: readonly string[],
): Promise<PictureListing> {
  const classOf = findClass(classNames);
  const items = pictures.map(({ category, ...item }) => ({
    ...item,
    category: category === null ? null : (classOf(category) ?? category),
  }));
  const byFile = new Map<string, LabelledPicture[]>();
  for (const item of items.filter(({ category }) => category !== null))
    byFile.set(item.file, [...(byFile.get(item.file) ?? []), item]);
  const unclear = [...byFile].filter(([, same]) => new Set(same.map(({ category }) => category)).size > 1);
  const clear = [...byFile].filter((entry) => !unclear.includes(entry));
  const found = await mapInParallel(clear, async ([file, [item]]) => ({
    ...(await statPicture('.', file)),
    className: plainName(item!.category!),
    split: undefined,
  }));
  const without = items.filter(({ category }) => category === null);
  const listing = makeListing({
    layout: 'table',
    root: '.',
    source: place,
    splits: [],
    classNames: found.map(({ className }) => className),
    pictures: found.flatMap((picture) => ('problem' in picture ? [] : [picture])),
    unreadable: found.flatMap((picture) => ('problem' in picture ? [picture] : [])),
    leftOut: without[0] ? [{ reason: 'no class', what: without[0].key, count: without.length }] : [],
    notices:
      unclear.length > 0
        ? [
            `left out ${counted(unclear.length, 'picture')} of items with different categories: ${quoteFew(unclear.map(([, same]) => same[0]!.key))}`,
          ]
        : [],
  });
  return isDatabaseAddress(place) ? { ...listing, source: place } : listing;
}
