// Recommenders as the evaluation sees them: fitted to the events of all users, then asked for one user.
import { dot } from '../diversity.ts';
import type { Vectors } from '../../neighbours/vectors.ts';
import type { ShopEvent } from './events.ts';
import type { HistoryItem } from './interests.ts';
import { popularItems } from './popularity.ts';
import { recommend, type NearItem, type NearestItems, type RecommendOptions } from './recommend.ts';

/**
 * The keys of items that are not in the history, best first.
 *
 * @param history the events of one user
 */
export type Recommender = (
  history: readonly ShopEvent[],
  count: number,
) => readonly string[] | Promise<readonly string[]>;

/** Makes a recommender from the events of all users. */
export type FitRecommender = (events: readonly ShopEvent[]) => Recommender;

/** The items of a catalogue in memory. */
export interface CatalogueItems {
  /** Their keys. */
  readonly keys: readonly string[];
  /** A vector of length 1 for each key. */
  readonly vectors: Vectors;
}

/** The vector of one item, without copying it. */
export const vectorAt = ({ values, dimensions }: Vectors, index: number): Float32Array =>
  values.subarray(index * dimensions, (index + 1) * dimensions);

/**
 * Searches items in memory by comparing all; in a tie the earlier item comes first.
 *
 * @example
 * const vectors = { count: 2, dimensions: 2, values: Float32Array.of(1, 0, 0, 1) };
 * const nearest = nearestInMemory({ keys: ['shoe', 'bag'], vectors });
 * (await nearest(Float32Array.of(0, 1), 1))[0]!.key // 'bag'
 */
export function nearestInMemory({ keys, vectors }: CatalogueItems): NearestItems {
  return (vector, count, without = new Set()) => {
    const scores = Float64Array.from(keys, (key, i) =>
      without.has(key) ? -Infinity : dot(vector, vectorAt(vectors, i)),
    );
    const least = scores.toSorted().at(-count) ?? -Infinity;
    const near: NearItem[] = [];
    keys.forEach((key, i) => {
      if (scores[i]! >= least && scores[i]! > -Infinity)
        near.push({ key, score: scores[i]!, vector: vectorAt(vectors, i) });
    });
    return near.sort((a, b) => b.score - a.score).slice(0, count);
  };
}

/** Recommends by a user's interests, in memory, with popular items where the history does not suffice. */
export function interestRecommender(
  items: CatalogueItems,
  options: Omit<RecommendOptions, 'nearest' | 'popular' | 'count'> = {},
): FitRecommender {
  const indexOf = new Map(items.keys.map((key, i) => [key, i]));
  const nearest = nearestInMemory(items);
  return (events) => {
    const popular = popularItems(events);
    return async (history, count) => {
      const own = history.map(({ item, time, weight }): HistoryItem => {
        return { key: item, vector: vectorAt(items.vectors, indexOf.get(item)!), time, weight };
      });
      const list = await recommend(own, { ...options, nearest, popular, count });
      return list.map(({ key }) => key);
    };
  };
}
