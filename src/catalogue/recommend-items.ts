// Recommends items of a catalogue by the history of a user.
import type { Expression, SqlBool } from 'kysely';
import { nearestUnseen } from './nearest-unseen.ts';
import { recommend, type Recommendation } from './recommendations/recommend.ts';
import type { ScoredItem } from './recommendations/popularity.ts';
import type { FilledCatalogue } from './store/catalogue.ts';
import { suitableKeys } from './store/lookup.ts';
import { vectorsOf } from './store/search.ts';

/** One thing that a user did with an item. */
export interface HistoryEvent {
  /** The key of the item. */
  readonly item: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** How much it says about the user's taste. */
  readonly weight: number;
}

/** What may be recommended. */
export interface RecommendItemsOptions {
  /** A condition by `conditionOf`. */
  readonly where?: Expression<SqlBool> | undefined;
  /** What is popular, best first, by `popularItems`. Keys that the catalogue lacks are left out. */
  readonly popular?: readonly ScoredItem[];
  /** The number of items; 10 by default. */
  readonly count?: number;
  /** From 0, what is nearest, to 1, what differs most; 0.1 by default. */
  readonly diversity?: number;
}

/** The recommendations for a history. */
export interface RecommendedItems {
  /** Best first; fewer than asked for if there are no more. */
  readonly items: readonly Recommendation[];
  /** The keys of the history that are not items with a picture. */
  readonly unknown: readonly string[];
}

/** Recommends items that are not in a history, as `recommend` does. `syncCatalogue` has an example. */
export async function recommendItems(
  catalogue: FilledCatalogue,
  history: readonly HistoryEvent[],
  { where, popular = [], ...options }: RecommendItemsOptions = {},
): Promise<RecommendedItems> {
  const { db, model } = catalogue;
  const keys = [...new Set(history.map(({ item }) => item))];
  const vectors = await vectorsOf(db, model.id, keys);
  const known = history.flatMap(({ item, time, weight }) => {
    const vector = vectors.get(item);
    return vector ? [{ key: item, vector, time, weight }] : [];
  });
  const suitable =
    popular.length > 0
      ? await suitableKeys(
          db,
          model.id,
          popular.map(({ key }) => key),
          where,
        )
      : new Set<string>();
  const items = await recommend(known, {
    ...options,
    nearest: nearestUnseen(catalogue, where),
    popular: popular.filter(({ key }) => suitable.has(key)),
  });
  return { items, unknown: keys.filter((key) => !vectors.has(key)) };
}
