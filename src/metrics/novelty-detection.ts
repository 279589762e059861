// How well a score of novelty tells pictures of other kinds from those of the kind that a model was trained
// on: the AUROC, and the false positive rate at a true positive rate of 95 % (Hendrycks & Gimpel, 2017, "A
// Baseline for Detecting Misclassified and Out-of-Distribution Examples in Neural Networks"; Liang, Li &
// Srikant, 2018, "Enhancing the Reliability of Out-of-Distribution Image Detection in Neural Networks"). As
// in the latter, a true positive is a picture of the own kind that passes, and a false positive is one of
// another kind that passes.
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';
import { bootstrapDefaults, percentileInterval, type Interval } from './bootstrap.ts';

/** How well novelty separates two sets of pictures. */
export interface NoveltyDetection {
  /** The number of pictures of the own kind. */
  readonly inliers: number;
  /** The number of pictures of other kinds. */
  readonly outliers: number;
  /** The probability that a picture of another kind is more novel than one of the own; a tie counts half. */
  readonly auroc: number;
  /** The 95 % interval of `auroc`, by the bootstrap over both sets. */
  readonly aurocInterval: Interval;
  /** The share of the other pictures that pass where 95 % of the own pictures do. */
  readonly fpr95: number;
  /** The 95 % interval of `fpr95`, by the bootstrap over both sets. */
  readonly fpr95Interval: Interval;
}

/**
 * Measures how well novelty separates own pictures from others.
 *
 * @param own the novelty of each picture of the kind that the model was trained on
 * @param other that of each picture of other kinds
 * @throws InputError if one of the sets is empty
 * @example noveltyDetection([0.1, 0.2, 0.3], [0.25, 0.4]).auroc // 0.8333
 */
export function noveltyDetection(own: ArrayLike<number>, other: ArrayLike<number>): NoveltyDetection {
  if (own.length === 0 || other.length === 0)
    throw new InputError(`novelty: expected pictures of both kinds, got ${own.length} and ${other.length}`);
  const sorted = [own, other].map((values) => Float64Array.from(values).sort()) as [
    Float64Array,
    Float64Array,
  ];
  const { seed, resamples, level } = bootstrapDefaults;
  const drawn = Array.from({ length: resamples }, (_, resample) => {
    const random = new Random(seed, 'novelty', resample);
    return figures(...(sorted.map((values) => resampled(values, random)) as [Float64Array, Float64Array]));
  });
  const whole = figures(...sorted);
  return {
    ...{ inliers: own.length, outliers: other.length, auroc: whole.auroc },
    aurocInterval: percentileInterval(
      drawn.map((figure) => figure.auroc),
      level,
    ),
    fpr95: whole.fpr95,
    fpr95Interval: percentileInterval(
      drawn.map((figure) => figure.fpr95),
      level,
    ),
  };
}

/**
 * The area under the ROC curve: the probability that one of `other` is above one of `own`. A tie counts half.
 *
 * @example auroc([1, 2], [2, 3]) // 0.875
 */
export const auroc = (own: ArrayLike<number>, other: ArrayLike<number>): number =>
  figures(Float64Array.from(own).sort(), Float64Array.from(other).sort()).auroc;

/** As many values, drawn with replacement, in ascending order. Equal seeds give equal draws. */
function resampled(sorted: Float64Array, random: Random): Float64Array {
  const times = new Int32Array(sorted.length);
  for (let i = 0; i < sorted.length; i++) times[random.integer(sorted.length)]!++;
  const drawn = new Float64Array(sorted.length);
  let filled = 0;
  times.forEach((count, i) => {
    drawn.fill(sorted[i]!, filled, filled + count);
    filled += count;
  });
  return drawn;
}

/** Both figures of values in ascending order, in one pass over them. */
function figures(own: Float64Array, other: Float64Array): { auroc: number; fpr95: number } {
  let [pairs, below, upTo] = [0, 0, 0];
  for (const value of other) {
    while (below < own.length && own[below]! < value) below++;
    while (upTo < own.length && own[upTo]! <= value) upTo++;
    pairs += (below + upTo) / 2;
  }
  const threshold = own[Math.ceil(0.95 * own.length) - 1]!;
  let passing = 0;
  while (passing < other.length && other[passing]! <= threshold) passing++;
  return { auroc: pairs / (own.length * other.length), fpr95: passing / other.length };
}
