// What everybody likes at the moment, for users of whom nothing is known.
import type { ShopEvent } from './events.ts';

/** An item with its score. */
export interface ScoredItem {
  /** The key of the item. */
  readonly key: string;
  /** The larger the better. */
  readonly score: number;
}

const millisecondsPerDay = 86_400_000;

/**
 * All items with an event, the most popular first: the sum of the weights of their events, each of which
 * counts half after some days. In a tie the key decides.
 *
 * @param halfLifeDays 30 by default
 * @example popularItems(parseEvents('user,item,time\nann,hat,1\nbob,hat,2\n', 'events.csv').events)[0]!.key // 'hat'
 */
export function popularItems(events: readonly ShopEvent[], halfLifeDays = 30): ScoredItem[] {
  const latest = events.reduce((last, { time }) => Math.max(last, time), 0);
  const scores = new Map<string, number>();
  for (const { item, time, weight } of events) {
    const decayed = weight * 2 ** ((time - latest) / millisecondsPerDay / halfLifeDays);
    scores.set(item, (scores.get(item) ?? 0) + decayed);
  }
  return Array.from(scores, ([key, score]) => ({ key, score })).sort(
    (a, b) => b.score - a.score || (a.key < b.key ? -1 : 1),
  );
}
