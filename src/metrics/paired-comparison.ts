// Whether one classifier is better than another on the same pictures: the mean of the differences picture by
// picture, which varies far less than the two accuracies do, because what is hard is hard for both.
export interface PairedComparison {
  /** The mean of the second less the first. */
  readonly difference: number;
  /** Its 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** How likely a difference as large is by chance, where there is none; two-sided. */
  readonly p: number;
}

const z95 = 1.959963984540054;

/**
 * Compares scores of the same pictures by the normal approximation of the paired test; for scores of 0 and 1
 * this is McNemar's (1947) without its correction. Says nothing about what other seeds of training would
 * give.
 *
 * @param first `[count]`, for example 1 where a picture was recognised, or the share of seeds in which it was
 * @param second `[count]`, of the same pictures in the same order
 * @example pairedComparison(correctOf(plain), correctOf(augmented)).p < 0.05
 */
export function pairedComparison(first: ArrayLike<number>, second: ArrayLike<number>): PairedComparison {
  const differences = Array.from(second, (value, i) => value - first[i]!);
  const count = differences.length;
  const difference = differences.reduce((sum, value) => sum + value, 0) / count;
  const squares = differences.reduce((sum, value) => sum + (value - difference) ** 2, 0);
  const error = Math.sqrt(squares / (count - 1) / count);
  const p = error > 0 ? 2 * (1 - normalShare(Math.abs(difference) / error)) : difference === 0 ? 1 : 0;
  return { difference, low: difference - z95 * error, high: difference + z95 * error, p };
}

/**
 * Makes several p values larger, so that all of them together are right in 95 % of cases (Holm, 1979); in the
 * order given.
 *
 * @example holm([0.01, 0.04]) // [0.02, 0.04]
 */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((p, i) => ({ p, i })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(ps.length);
  let largest = 0;
  order.forEach(({ p, i }, rank) => {
    largest = Math.max(largest, Math.min(1, p * (ps.length - rank)));
    adjusted[i] = largest;
  });
  return adjusted;
}

/** The share of a standard normal variable below `z` (Abramowitz & Stegun, 26.2.17; within 7.5e-8). */
function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const powers = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const series = powers.reduceRight((sum, factor) => (sum + factor) * t, 0);
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
