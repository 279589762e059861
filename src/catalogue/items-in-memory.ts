// All items of a catalogue in memory, for what looks at each of them many times.
import { sql } from 'kysely';
import { InputError } from '../errors.ts';
import { count } from '../number-words.ts';
import type { CatalogueItems } from './recommendations/recommender.ts';
import type { FilledCatalogue } from './store/catalogue.ts';
import { itemKeys, vectorsInPieces } from './store/read-items.ts';

/** 2 GiB. */
const mostNumbers = 2 ** 29;

/**
 * The items that have a vector, in the order of the bytes of their keys, so that the same items give the same
 * result whenever they were added.
 *
 * @throws InputError if no item has a picture, or there are too many
 */
export async function itemsInMemory({ db, place, model }: FilledCatalogue): Promise<CatalogueItems> {
  const snapshot = db.transaction().setIsolationLevel('repeatable read');
  return snapshot.execute(async (transaction) => {
    const keys = await itemKeys(transaction, model.id, sql`vectors.item_id is not null`);
    if (keys.length === 0) throw new InputError(`${place}: expected items with a picture, got none`);
    const { dimensions } = model;
    const most = Math.floor(mostNumbers / dimensions);
    if (keys.length > most)
      throw new InputError(
        `${place}: expected at most ${count(most)} items, so that their vectors fit into memory, got ${count(keys.length)}`,
      );
    const rowOf = new Map(keys.map((key, row) => [key, row]));
    const values = new Float32Array(keys.length * dimensions);
    for await (const piece of vectorsInPieces(transaction, model))
      for (const { key, vector } of piece) values.set(vector, rowOf.get(key)! * dimensions);
    return { keys, vectors: { count: keys.length, dimensions, values } };
  });
}
