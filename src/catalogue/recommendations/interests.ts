// What a user likes, as a few vectors instead of one mean, which would lie between shoes and bags where there
// is neither: PinnerSage (Pal et al., 2020, "PinnerSage: multi-modal user embedding framework for
// recommendations at Pinterest"). It clusters the items of a history by Ward's criterion and weights each
// cluster by how recent its items are.
import { dot } from '../diversity.ts';
import { wardClusters } from './ward.ts';

/** An event of a history with the vector of its item. */
export interface HistoryItem {
  /** The key of the item. */
  readonly key: string;
  /** A vector of length 1. */
  readonly vector: Float32Array;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** How much the event says about the user's taste. */
  readonly weight: number;
}

/** One of the things that a user likes. */
export interface Interest {
  /** A vector of length 1. */
  readonly vector: Float32Array;
  /** Its share; the shares of all interests add up to 1. */
  readonly weight: number;
  /** The items of the history that it comes from, each once. */
  readonly items: readonly HistoryItem[];
}

/** How a history becomes interests. */
export interface InterestOptions {
  /** After how many days an event counts half; 90 by default. */
  readonly halfLifeDays?: number;
  /**
   * How different the items of one interest may be. Two items are one interest if 1 minus their cosine is at
   * most this; larger interests by Ward's criterion. 0.5 by default.
   */
  readonly spread?: number;
  /** The most interests, the largest; 3 by default, as in the paper. Small ones are mostly accidents. */
  readonly most?: number;
}

/** The defaults of the options, chosen on the validation part of synthetic histories. */
export const interestDefaults = { halfLifeDays: 90, spread: 0.5, most: 3 };

/** The most items of a history that count, because Ward's criterion takes quadratic time and memory. */
export const mostHistoryItems = 300;
const millisecondsPerDay = 86_400_000;

/**
 * The largest interests of one history, largest first. An event's weight decays exponentially with its
 * age before the latest event; so the result does not depend on today's date. Only the last 300 items count.
 *
 * @param history in any order; an item may come several times
 * @example
 * const event = (key: string, ...vector: number[]) => ({ key, vector: Float32Array.from(vector), time: 0, weight: 1 });
 * const history = [event('shoe', 1, 0), event('bag', 0, 1), event('boot', 0.96, 0.28)];
 * interestsOf(history).map(({ items }) => items.map(({ key }) => key)) // [['shoe', 'boot'], ['bag']]
 */
export function interestsOf(history: readonly HistoryItem[], options: InterestOptions = {}): Interest[] {
  const { halfLifeDays, spread, most } = { ...interestDefaults, ...options };
  const items = distinctItems(history, halfLifeDays);
  const clusters = wardClusters(
    items.map(({ vector }) => vector),
    spread,
  );
  const interests = clusters
    .map((indices) => interestOf(indices.map((i) => items[i]!)))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, most);
  const total = interests.reduce((sum, { weight }) => sum + weight, 0);
  return interests.map((interest) => ({ ...interest, weight: interest.weight / total }));
}

/** Each item once, latest first, at its latest time, with the sum of its decayed weights. */
function distinctItems(history: readonly HistoryItem[], halfLifeDays: number): HistoryItem[] {
  const latestFirst = history.toSorted((a, b) => b.time - a.time);
  const items = new Map<string, HistoryItem>();
  for (const event of latestFirst) {
    const known = items.get(event.key);
    if (!known && items.size === mostHistoryItems) continue;
    const age = (latestFirst[0]!.time - event.time) / millisecondsPerDay;
    const weight = (known?.weight ?? 0) + event.weight * 2 ** (-age / halfLifeDays);
    items.set(event.key, { ...(known ?? event), weight });
  }
  return [...items.values()].filter(({ weight }) => weight > 0);
}

/** The weighted mean of items, scaled to length 1, with the sum of their weights. */
function interestOf(items: readonly HistoryItem[]): Interest {
  const weight = items.reduce((sum, item) => sum + item.weight, 0);
  const vector = new Float32Array(items[0]!.vector.length);
  for (const item of items)
    for (let i = 0; i < vector.length; i++) vector[i]! += (item.weight / weight) * item.vector[i]!;
  const length = Math.sqrt(dot(vector, vector));
  // Opposite vectors cancel out: then the latest item stands for them.
  if (length < 1e-6) return { vector: items[0]!.vector, weight, items };
  return { vector: vector.map((value) => value / length), weight, items };
}
