// Catalogue coverage with its interval. A resample of the bootstrap has only 63 % of the users, so it covers
// less than all do, and its percentiles can miss the figure. The jackknife has no such bias. If anything it
// overestimates the variance (Efron & Stein, 1981, "The jackknife estimate of variance").
import type { Interval } from '../../metrics/bootstrap.ts';

/** A figure with its 95 % interval over users. */
export interface Figure {
  /** The figure of all users. */
  readonly value: number;
  /** What it could be with other users of the same kind. */
  readonly interval: Interval;
}

type Lists = readonly (readonly string[])[];

/** The 97.5 % quantile of the standard normal distribution. */
const z95 = 1.959963984540054;

/**
 * The share of a catalogue that is in any list.
 *
 * @param size the number of items of the catalogue
 */
export function coverageFigure(lists: Lists, size: number): Figure {
  const { value, without } = coverage(lists, size);
  return { value, interval: jackknifeInterval(value, without) };
}

/** The coverage of the first lists minus that of the second, for the same users. */
export function coverageDifference(first: Lists, second: Lists, size: number): Figure {
  const [a, b] = [coverage(first, size), coverage(second, size)];
  const value = a.value - b.value;
  const without = a.without.map((share, user) => share - b.without[user]!);
  return { value, interval: jackknifeInterval(value, without) };
}

/** The coverage of all users, and without each of them. */
function coverage(lists: Lists, size: number): { value: number; without: number[] } {
  const times = new Map<string, number>();
  for (const key of lists.flat()) times.set(key, (times.get(key) ?? 0) + 1);
  const without = lists.map(
    (list) => (times.size - list.filter((key) => times.get(key) === 1).length) / size,
  );
  return { value: times.size / size, without };
}

function jackknifeInterval(value: number, without: readonly number[]): Interval {
  const count = without.length;
  const mean = without.reduce((sum, one) => sum + one, 0) / count;
  const squares = without.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const error = Math.sqrt(((count - 1) / count) * squares);
  return [value - z95 * error, value + z95 * error];
}
