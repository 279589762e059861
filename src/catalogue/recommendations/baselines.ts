// Plain recommenders to compare with. None of them looks at pictures.
import { Random } from '../../random.ts';
import { eventsByUser } from './events.ts';
import { popularItems } from './popularity.ts';
import type { FitRecommender } from './recommender.ts';

/** Recommends what is popular. */
export const popularityRecommender: FitRecommender = (events) => {
  const popular = popularItems(events).map(({ key }) => key);
  return (history, count) => unseen(popular, seenIn(history), count);
};

/**
 * Recommends items at random, the same for the same seed, user and keys.
 *
 * @param keys the items of the catalogue
 */
export const randomRecommender =
  (keys: readonly string[], seed: number): FitRecommender =>
  () =>
  (history, count) => {
    const order = new Random(seed, 'recommend', history[0]?.user ?? '').shuffle(keys.slice());
    return unseen(order, seenIn(history), count);
  };

/** How many similar items each item has in the model; more make it slower and hardly better. */
const neighbours = 50;

/**
 * Recommends what users of the same items also looked at: nearest neighbours of items, by the cosine of the
 * sets of their users (Sarwar et al., 2001, "Item-based collaborative filtering recommendation algorithms").
 * An item's score is the sum of its similarities to the items of the history. Items without a score follow by
 * popularity.
 */
export const itemNeighboursRecommender: FitRecommender = (events) => {
  const popular = popularItems(events).map(({ key }) => key);
  const similar = cooccurrenceNeighbours(
    Array.from(eventsByUser(events).values(), (own) => [...seenIn(own)]),
  );
  return (history, count) => {
    const seen = seenIn(history);
    const scores = new Map<string, number>();
    for (const item of seen)
      for (const [other, similarity] of similar(item))
        scores.set(other, (scores.get(other) ?? 0) + similarity);
    return unseen([...new Set([...descending(scores).map(([key]) => key), ...popular])], seen, count);
  };
};

/**
 * The nearest neighbours of an item by the cosine of co-occurrence: the users of both items over the
 * geometric mean of the users of each.
 *
 * @param baskets the distinct items of each user
 */
export function cooccurrenceNeighbours(
  baskets: readonly (readonly string[])[],
): (item: string) => readonly [key: string, similarity: number][] {
  const usersOf = new Map<string, number[]>();
  baskets.forEach((basket, user) => {
    for (const item of basket) {
      const users = usersOf.get(item);
      if (users) users.push(user);
      else usersOf.set(item, [user]);
    }
  });
  const known = new Map<string, readonly [string, number][]>();
  const compute = (item: string) => {
    const users = usersOf.get(item) ?? [];
    const together = new Map<string, number>();
    for (const user of users)
      for (const other of baskets[user]!)
        if (other !== item) together.set(other, (together.get(other) ?? 0) + 1);
    for (const [other, both] of together)
      together.set(other, both / Math.sqrt(users.length * usersOf.get(other)!.length));
    return descending(together).slice(0, neighbours);
  };
  return (item) => {
    const list = known.get(item) ?? compute(item);
    known.set(item, list);
    return list;
  };
}

const descending = (scores: ReadonlyMap<string, number>): [string, number][] =>
  [...scores].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));

const seenIn = (history: readonly { readonly item: string }[]): Set<string> =>
  new Set(history.map(({ item }) => item));

/** The first items that are not seen. */
function unseen(order: readonly string[], seen: ReadonlySet<string>, count: number): string[] {
  const list: string[] = [];
  for (const key of order) {
    if (list.length === count) break;
    if (!seen.has(key)) list.push(key);
  }
  return list;
}
