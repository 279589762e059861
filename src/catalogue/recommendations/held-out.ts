// Splits histories for an evaluation: leave-one-out by time. The last new item of each user is the test; the
// one before it is the validation, by which parameters are chosen.
import { eventsByUser, type ShopEvent } from './events.ts';

/** What a recommender sees of a user, and what it should find. */
export interface HeldOutUser {
  readonly user: string;
  /** The events before the target, at least one. */
  readonly history: readonly ShopEvent[];
  /** An item that is not in the history. */
  readonly target: string;
}

/** The histories of an evaluation. */
export interface HeldOutEvents {
  readonly users: readonly HeldOutUser[];
  /** What recommenders are fitted to: the histories of these users. */
  readonly training: readonly ShopEvent[];
}

/**
 * Holds out one item of each user: the last that the user had not seen before, or for `validation` the
 * second-last, as if the last and all events after it did not exist. Users with too few items are left out.
 * As usual for leave-one-out, other users' histories may be later than a target.
 *
 * @param events in the order of time
 */
export function holdOut(events: readonly ShopEvent[], target: 'validation' | 'test'): HeldOutEvents {
  const back = target === 'test' ? 1 : 2;
  const users: HeldOutUser[] = [];
  const training: ShopEvent[] = [];
  for (const [user, own] of eventsByUser(events)) {
    const firsts = firstOccurrences(own);
    const end = firsts.at(-back) ?? 0;
    const history = own.slice(0, end);
    if (history.length === 0) continue;
    training.push(...history);
    users.push({ user, history, target: own[end]!.item });
  }
  return { users, training };
}

/** The positions at which an item comes for the first time. */
function firstOccurrences(events: readonly ShopEvent[]): number[] {
  const seen = new Set<string>();
  return events.flatMap(({ item }, i) => (seen.size < seen.add(item).size ? [i] : []));
}
