// How much a figure would vary with other pictures of the same kind: the bootstrap (Efron, 1979) with the
// percentile interval (Efron & Tibshirani, 1993, "An Introduction to the Bootstrap", chapter 13). Works for
// any figure, and for the difference of two models, which share the drawn pictures. Does not cover the
// variation between seeds of training.
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';

/** How intervals are drawn. */
export interface BootstrapOptions {
  /** Draws the resamples; the same seed gives the same intervals. 1 by default. */
  readonly seed?: number;
  /** The number of resamples; 1000 by default. */
  readonly resamples?: number;
  /** The share of resampled figures inside the interval; 0.95 by default. */
  readonly level?: number;
}

/** `[low, high]`. */
export type Interval = [low: number, high: number];

/** The defaults of the options. */
export const bootstrapDefaults = { seed: 1, resamples: 1000, level: 0.95 };

/**
 * Percentile intervals of several figures of the same items. Each resample draws as many items as there are,
 * with replacement, and computes all figures from them.
 *
 * @param count the number of items
 * @param figures computes the figures from items by their indices, which may repeat
 * @throws InputError if there are no items, or an option is out of range
 * @example
 * const values = [2, 3, 5, 7, 11, 13, 17, 19];
 * const meanOf = (indices: Int32Array) => indices.reduce((sum, i) => sum + values[i]!, 0) / indices.length;
 * bootstrapIntervals(values.length, (indices) => ({ mean: meanOf(indices) })).mean // [5.6, 13.8]
 */
export function bootstrapIntervals<Name extends string>(
  count: number,
  figures: (indices: Int32Array) => Readonly<Record<Name, number>>,
  options: BootstrapOptions = {},
): Record<Name, Interval> {
  const { seed, resamples, level } = checkOptions(count, options);
  const indices = new Int32Array(count);
  const drawn = Array.from({ length: resamples }, (_, resample) => {
    const random = new Random(seed, 'bootstrap', resample);
    for (let i = 0; i < count; i++) indices[i] = random.integer(count);
    return figures(indices);
  });
  const names = Object.keys(drawn[0]!) as Name[];
  const intervals = names.map((name) => [
    name,
    percentileInterval(
      drawn.map((figure) => figure[name]),
      level,
    ),
  ]);
  return Object.fromEntries(intervals) as Record<Name, Interval>;
}

/** The true class and the prediction of each item. */
export interface PredictedItems {
  /** `[count]`. */
  readonly labels: ArrayLike<number>;
  /** `[count]`, the predicted class of each item, or `[count, width]`, its probabilities. */
  readonly predictions: ArrayLike<number>;
}

/**
 * The percentile interval of any metric of labels and predictions.
 *
 * @param metric computes the metric from resampled labels and predictions of the same shapes
 * @throws InputError if there are no items, the sizes don't match, or an option is out of range
 * @example
 * const labels = [0, 0, 1, 1, 1, 0, 1, 1, 0, 1];
 * const predictions = [0, 1, 1, 1, 1, 0, 1, 0, 0, 1];
 * const accuracy = (y: ArrayLike<number>, p: ArrayLike<number>) => Array.from(y).filter((label, i) => label === p[i]).length / y.length;
 * bootstrapInterval({ labels, predictions }, accuracy) // [0.5, 1]
 */
export function bootstrapInterval(
  { labels, predictions }: PredictedItems,
  metric: (labels: Float64Array, predictions: Float64Array) => number,
  options: BootstrapOptions = {},
): Interval {
  const count = labels.length;
  const width = predictions.length / count;
  if (count > 0 && !Number.isInteger(width))
    throw new InputError(
      `predictions: expected a multiple of ${count}, the number of labels, got ${predictions.length}`,
    );
  const [someLabels, some] = [new Float64Array(count), new Float64Array(predictions.length)];
  const figures = (indices: Int32Array) => {
    indices.forEach((index, i) => {
      someLabels[i] = labels[index]!;
      for (let c = 0; c < width; c++) some[i * width + c] = predictions[index * width + c]!;
    });
    return { metric: metric(someLabels, some) };
  };
  return bootstrapIntervals(count, figures, options).metric;
}

/** The quantiles that cut off equal shares at both ends, interpolated linearly. */
export function percentileInterval(values: readonly number[], level: number): Interval {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const value = sorted[below]!;
    return below === place ? value : value + (place - below) * (sorted[below + 1]! - value);
  };
  const left = (1 - level) / 2;
  return [at(left), at(1 - left)];
}

function checkOptions(count: number, options: BootstrapOptions): Required<BootstrapOptions> {
  const { seed, resamples, level } = { ...bootstrapDefaults, ...options };
  if (count === 0) throw new InputError('bootstrap: expected at least one item, got none');
  if (!Number.isInteger(resamples) || resamples < 1)
    throw new InputError(`resamples: expected a whole number of 1 or more, got ${resamples}`);
  if (!(level > 0 && level < 1))
    throw new InputError(`level: expected a number between 0 and 1, got ${level}`);
  return { seed, resamples, level };
}
