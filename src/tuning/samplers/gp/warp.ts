// Makes losses fit for a Gaussian process: of mean 0 and variance 1, without the long tail of bad values
// that would hide the differences of the good ones.
import { quantile } from '../../numeric/normal.ts';

/**
 * Keeps the better half as it is, and places the worse half by rank as far above the median as the better
 * half's spread says (the half-rank warping of Song et al., 2024, "The Vizier Gaussian process bandit
 * algorithm").
 *
 * @param values may be infinite, for failed trials
 */
export function warped(values: readonly number[]): Float64Array {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = middleOf(sorted);
  const good = values.filter((value) => value <= middle);
  const spread = Math.sqrt(good.reduce((sum, value) => sum + (value - middle) ** 2, 0) / good.length) || 1;
  const ranks = new Map(sorted.map((value, i) => [value, i]));
  return standardized(
    values.map((value) =>
      value <= middle ? value : middle + spread * quantile((ranks.get(value)! + 0.5) / values.length),
    ),
  );
}

/** Values closer to each other than this share of the better three quarters' range count as one. */
const tie = 1e-3;

/**
 * The median. Values that hardly differ count once: a search that tries the same valley again and again would
 * else see nothing but the differences within it.
 */
function middleOf(sorted: readonly number[]): number {
  const range = sorted[Math.floor((3 * (sorted.length - 1)) / 4)]! - sorted[0]!;
  const distinct = sorted.filter((value, i) => i === 0 || value - sorted[i - 1]! > tie * range);
  return distinct[Math.floor((distinct.length - 1) / 2)]!;
}

function standardized(values: readonly number[]): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return Float64Array.from(values, (value) => (value - mean) / (Math.sqrt(variance) || 1));
}
