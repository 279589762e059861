// The queue of items that a person decides about. It moves on by itself; what was skipped comes last.
import type { ReviewItem } from '../../../../../src/server/studio/contract/catalogue.ts';

/** What happened to the items of a review since it was asked for. */
export interface Progress {
  /** The keys that were decided. */
  readonly decided: readonly string[];
  /** The keys that were skipped, the last one last. */
  readonly skipped: readonly string[];
  /** The key that was taken back and comes next. */
  readonly next?: string | undefined;
}

export const noProgress: Progress = { decided: [], skipped: [] };

const without = (list: readonly string[], key: string): string[] => list.filter((other) => other !== key);

export const decided = (progress: Progress, key: string): Progress => ({
  decided: [...without(progress.decided, key), key],
  skipped: without(progress.skipped, key),
});

export const skipped = (progress: Progress, key: string): Progress => ({
  decided: progress.decided,
  skipped: [...without(progress.skipped, key), key],
});

/** Takes back what happened to an item, which comes next then. */
export const takenBack = (progress: Progress, key: string): Progress => ({
  decided: without(progress.decided, key),
  skipped: without(progress.skipped, key),
  next: key,
});

/** The items that are left: the one that was taken back, the others in their order, the skipped ones. */
export function waiting(items: readonly ReviewItem[], progress: Progress): ReviewItem[] {
  const done = new Set(progress.decided);
  const rank = ({ key }: ReviewItem) => (key === progress.next ? -1 : progress.skipped.indexOf(key) + 1);
  return items
    .filter(({ key }) => !done.has(key))
    .map((item, place) => ({ item, place }))
    .sort((a, b) => rank(a.item) - rank(b.item) || a.place - b.place)
    .map(({ item }) => item);
}

/** The most classes that have a key of their own: 1 to 9, then 0. */
const mostKeys = 10;

/**
 * The classes that one key gives: all of a model with few, in their order; else those that were given last,
 * and then the first ones.
 */
export function quickClasses(classes: readonly string[], given: readonly string[]): string[] {
  const own = classes.length <= mostKeys ? classes : [];
  return [...new Set([...own, ...given, ...(own.length > 0 ? [] : classes)])].slice(0, mostKeys);
}

/** The key of a quick class. */
export const quickKey = (place: number): string => String((place + 1) % 10);
