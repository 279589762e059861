// Recommends items of a catalogue to its users, by searching the database.
import type { Expression, SqlBool } from 'kysely';
import { nearestUnseen } from './nearest-unseen.ts';
import type { ShopEvent } from './recommendations/events.ts';
import { mostHistoryItems } from './recommendations/interests.ts';
import { popularItems } from './recommendations/popularity.ts';
import { recommend, type Recommendation, type RecommendOptions } from './recommendations/recommend.ts';
import { asText } from './search.ts';
import type { FilledCatalogue } from './store/catalogue.ts';
import { itemKeys, itemsByKey } from './store/read-items.ts';
import { vectorsOf } from './store/search.ts';

/** The options of `catalogueRecommender`. */
export interface CatalogueRecommenderOptions extends Omit<RecommendOptions, 'nearest' | 'popular' | 'seen'> {
  /** Only items of this condition are recommended. */
  readonly where?: Expression<SqlBool> | undefined;
}

/** A recommended item. */
export interface RecommendedItem extends Recommendation {
  readonly category: string | null;
  readonly file: string | null;
}

/**
 * Prepares recommendations.
 *
 * @param events of all users, for what is popular, in the order of time
 * @returns recommends to a user by the user's events, in the order of time; what is popular if there are none
 */
export async function catalogueRecommender(
  catalogue: FilledCatalogue,
  events: readonly ShopEvent[],
  { where, ...options }: CatalogueRecommenderOptions,
): Promise<(history: readonly ShopEvent[]) => Promise<RecommendedItem[]>> {
  const { db, model } = catalogue;
  const allowed = where && new Set(await itemKeys(db, model.id, where));
  const popular = popularItems(events).filter(({ key }) => allowed?.has(key) ?? true);
  const nearest = nearestUnseen(catalogue, where);
  return async (history) => {
    const seen = [...new Set(history.toReversed().map(({ item }) => item))];
    const vectors = await vectorsOf(db, model.id, seen.slice(0, mostHistoryItems));
    const own = history.flatMap(({ item, time, weight }) => {
      const vector = vectors.get(item);
      return vector ? [{ key: item, vector, time, weight }] : [];
    });
    const list = await recommend(own, { ...options, nearest, popular, seen });
    const items = await itemsByKey(
      db,
      list.map(({ key }) => key),
    );
    return list.map((one) => {
      const { attributes, file = null } = items.get(one.key) ?? {};
      return { ...one, category: asText(attributes?.['category']), file };
    });
  };
}
