// Whether one classifier is better than another on the same pictures: the mean difference per picture. It
// varies far less than the two accuracies, because hard pictures are hard for both.
export interface PairedComparison {
  /** The mean of the second minus the mean of the first. */
  readonly difference: number;
  /** Its 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** The two-sided p value: the probability of a difference at least as large if there is none in truth. */
  readonly p: number;
}

const z95 = 1.959963984540054;

/**
 * Compares scores of the same pictures by the normal approximation of the paired test. For scores of 0 and 1
 * this is McNemar's test (1947) without its correction. It does not cover the variation between seeds of
 * training.
 *
 * @param first `[count]`, e.g. 1 if a picture was classified correctly, or the share of seeds in which it was
 * @param second `[count]`, for the same pictures in the same order
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
 * Corrects p values for their number (Holm, 1979), so that the chance of any false positive stays within the
 * level. Returns them in the given order.
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

/** The share of a standard normal variable below `z` (Abramowitz & Stegun, 26.2.17; error below 7.5e-8). */
function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const powers = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const series = powers.reduceRight((sum, factor) => (sum + factor) * t, 0);
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
