// Recommends items near what a user liked before, and says because of which item.
import { areCopies, foldCopies, type ComparedPicture } from '../copies.ts';
import { dot, maximalMarginalRelevance, type ScoredVector } from '../diversity.ts';
import { interestsOf, type HistoryItem, type Interest, type InterestOptions } from './interests.ts';
import type { ScoredItem } from './popularity.ts';

/**
 * An item near an interest. Its score is the cosine to the interest. Nearly equal pictures are recognised if
 * their contents and hashes are known.
 */
export interface NearItem extends ScoredItem, ScoredVector, ComparedPicture {}

/**
 * Finds the items whose vectors are nearest to a vector of length 1, best first.
 *
 * @param without the keys of items to leave out
 */
export type NearestItems = (
  vector: Float32Array,
  count: number,
  without?: ReadonlySet<string>,
) => readonly NearItem[] | Promise<readonly NearItem[]>;

/** What `recommend` needs besides the history. */
export interface RecommendOptions extends InterestOptions {
  /** Searches the catalogue. */
  readonly nearest: NearestItems;
  /** The keys of more items to leave out: those of the history that have no vector, or are too many. */
  readonly seen?: Iterable<string>;
  /** What is popular, best first: all places for a user without a history, and those left empty. */
  readonly popular?: readonly ScoredItem[];
  /** The share of places for popular items beside those of the history; 0.4 by default. */
  readonly popularShare?: number;
  /** The number of items to recommend; 10 by default. */
  readonly count?: number;
  /** From 0, what is nearest, to 1, what differs most; 0.1 by default. */
  readonly diversity?: number;
}

/** A recommended item. */
export interface Recommendation extends ScoredItem {
  /** The key of the item of the history because of which it is recommended; null if it is only popular. */
  readonly because: string | null;
}

/** The defaults of the options, chosen on the validation part of synthetic histories. */
export const recommendDefaults = { count: 10, diversity: 0.1, popularShare: 0.4 };

/** How many candidates there are for each place, so that there is something to choose from. */
const candidatesPerPlace = 3;

/**
 * Recommends items that are not in the history. Each interest gets places in proportion to its weight, and
 * fills them by maximal marginal relevance. Popular items get a share of the places as well, because people
 * also take what everybody takes. Of nearly equal pictures near the interests, the list has one.
 *
 * @param history one user's or session's events
 * @returns best first; fewer than asked for if there are no more
 */
export async function recommend(
  history: readonly HistoryItem[],
  { nearest, popular = [], seen = [], ...options }: RecommendOptions,
): Promise<Recommendation[]> {
  const { count, diversity, popularShare } = { ...recommendDefaults, ...options };
  const taken = new Set([...history.map(({ key }) => key), ...seen]);
  const queues: Queue[] = [];
  for (const interest of interestsOf(history, options)) {
    const found = foldCopies(await nearest(interest.vector, candidatesPerPlace * count, taken));
    // Others can take at most `count` of them.
    const items = maximalMarginalRelevance(found, diversity, 2 * count);
    queues.push(queue((1 - popularShare) * interest.weight, items, (item) => reason(item, interest)));
  }
  queues.push(queue(popularShare, popular, () => null));
  return inProportion(queues, taken, count);
}

/** A recommendation, with its picture if it is near an interest. */
interface Candidate {
  readonly item: ScoredItem | NearItem;
  readonly because: string | null;
}

/** Items that wait for places. */
interface Queue {
  readonly weight: number;
  readonly items: Iterator<Candidate>;
  /** How many places they have already. */
  places: number;
}

function queue<Item extends ScoredItem>(
  weight: number,
  items: readonly Item[],
  because: (item: Item) => string | null,
): Queue {
  function* candidates(): Generator<Candidate, undefined> {
    for (const item of items) yield { item, because: because(item) };
  }
  return { weight, items: candidates(), places: 0 };
}

/**
 * Gives places one by one to the queue with the largest quotient of its weight and 1, 3, 5… (Sainte-Laguë,
 * 1910), so that the start of the list is in proportion too.
 */
function inProportion(queues: readonly Queue[], seen: ReadonlySet<string>, count: number): Recommendation[] {
  const quotient = ({ weight, places }: Queue) => weight / (2 * places + 1);
  const open = new Set(queues);
  const list = new Map<string, Candidate>();
  while (list.size < count && open.size > 0) {
    const next = [...open].reduce((best, one) => (quotient(one) > quotient(best) ? one : best));
    const { value: candidate } = next.items.next() as IteratorResult<Candidate, undefined>;
    if (!candidate) open.delete(next);
    else if (!seen.has(candidate.item.key) && !isRepeated(candidate, list)) {
      list.set(candidate.item.key, candidate);
      next.places++;
    }
  }
  return Array.from(list.values(), ({ item: { key, score }, because }) => ({ key, score, because }));
}

/** Whether an item is in the list, or another one with nearly the same picture. */
const isRepeated = ({ item }: Candidate, list: ReadonlyMap<string, Candidate>): boolean =>
  list.has(item.key) ||
  ('vector' in item &&
    [...list.values()].some(({ item: other }) => 'vector' in other && areCopies(item, other)));

/** The item of the interest that is most like the recommended one. */
function reason({ vector }: NearItem, { items }: Interest): string {
  const similarities = items.map((item) => dot(item.vector, vector));
  return items[similarities.indexOf(Math.max(...similarities))]!.key;
}
