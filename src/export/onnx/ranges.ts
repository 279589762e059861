// The range of numbers that 256 levels are spread over.

/** A range of numbers, which includes zero. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** How many numbers lie in each of equally wide bins from `low` to `high`. */
export interface Histogram extends Range {
  readonly counts: Float64Array;
}

/** The shares of a side of the range that are tried. */
const shares = Array.from({ length: 20 }, (_, i) => 1 - i * 0.04);

/**
 * The range within a histogram's whose levels have the least mean squared error: numbers within it are
 * rounded, with an error of a twelfth of the squared step, and numbers beyond it are clipped.
 */
export function bestRange(histogram: Histogram): Range {
  const { low, high } = histogram;
  const lows = low < 0 ? shares.map((share) => share * low) : [0];
  const highs = high > 0 ? shares.map((share) => share * high) : [0];
  let [best, least] = [{ low, high }, Infinity];
  for (const from of lows)
    for (const to of highs) {
      const error = squaredError(histogram, from, to);
      if (error < least) [best, least] = [{ low: from, high: to }, error];
    }
  return best;
}

function squaredError({ low, high, counts }: Histogram, from: number, to: number): number {
  const width = (high - low) / counts.length;
  const rounding = ((to - from) / 255) ** 2 / 12;
  return counts.reduce((sum, count, i) => {
    const number = low + (i + 0.5) * width;
    const clipped = Math.max(from - number, number - to, 0);
    return sum + count * (clipped > 0 ? clipped ** 2 : rounding);
  }, 0);
}
