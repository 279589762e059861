// Cuts a validation split from the training data and keeps the proportions of the classes (largest
// remainder). So even a small validation split has every class. Returns indices; `subset` makes data sets
// from them.
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';
import { apportion } from './apportion.ts';
import { checkLabels } from './check-dataset.ts';
import { indicesByClass } from './by-class.ts';
import { subset, type Dataset } from './dataset.ts';
import type { Pictures } from './pictures.ts';

/** Indices of the two parts, each ascending. Together they contain every index once. */
export interface Split {
  /** The images to train on. */
  readonly train: Int32Array;
  /** The images to validate on. */
  readonly validation: Int32Array;
}

/** How much to cut off, and the seed. */
export interface SplitOptions {
  /** A number of images if 1 or more, a share of all images if below 1. */
  readonly validation: number;
  /** Draws the images of each class to cut off. */
  readonly seed: number;
}

/**
 * Splits images into training and validation, each class in proportion to within one image.
 *
 * Every class keeps an image for training, so the only image of a class stays there. The same labels,
 * options and seed give the same split.
 *
 * @param labels `[count]`, class indices, each 0 or more
 * @throws InputError if `validation` is neither a share between 0 and 1 nor a smaller count than that of the
 *   images, if classes would lose their last image, or if a label is not a class index
 * @example
 * const { labels } = sketches({ train: 1000 }).train;
 * stratifiedSplit(labels, { validation: 0.1, seed: 1 }).validation.length // 100
 */
export function stratifiedSplit(labels: ArrayLike<number>, { validation, seed }: SplitOptions): Split {
  checkLabels(labels, undefined);
  return drawSplit(labels, validationCount(validation, labels.length), seed, sparingQuotas);
}

/** The most images that can be held back while each class keeps one. */
export const mostHeldBack = (labels: ArrayLike<number>): number =>
  labels.length - new Set(Array.from(labels)).size;

/** Draws as many images of each class as the quotas say. */
function drawSplit(
  labels: ArrayLike<number>,
  count: number,
  seed: number,
  quotasOf: (sizes: readonly number[], count: number) => number[],
): Split {
  const members = indicesByClass(labels);
  const quotas = quotasOf(
    members.map((indices) => indices.length),
    count,
  );
  const chosen = new Uint8Array(labels.length);
  members.forEach((indices, label) => {
    const drawn = new Random(seed, 'split', label).shuffle(indices.slice());
    for (const index of drawn.slice(0, quotas[label])) chosen[index] = 1;
  });
  return { train: indicesWhere(chosen, 0), validation: indicesWhere(chosen, 1) };
}

/**
 * A part of a data set: a number or a share of its images, each class in proportion to within one image, and
 * at least one image of each class.
 *
 * @throws InputError if `amount` is neither a share between 0 and 1 nor a smaller count than that of the
 *   images
 */
export function stratifiedSample<Images extends Pictures>(
  dataset: Dataset<Images>,
  amount: number,
  seed: number,
): Dataset<Images> {
  return subset(dataset, sampleIndices(dataset.labels, amount, seed));
}

/** The indices of the images of a `stratifiedSample`, ascending. */
export function sampleIndices(labels: Int32Array, amount: number, seed: number): Int32Array {
  const { validation } = drawSplit(labels, validationCount(amount, labels.length), seed, apportion);
  const classes = new Set(labels);
  for (const index of validation) classes.delete(labels[index]!);
  const missing = [...classes].map((label) => labels.indexOf(label));
  return missing.length === 0 ? validation : Int32Array.from([...validation, ...missing]).sort();
}

/**
 * How many images of each class to take: in proportion, but never all of a class. Larger classes make up for
 * the difference, the largest first.
 */
function sparingQuotas(sizes: readonly number[], count: number): number[] {
  const quotas = apportion(sizes, count);
  let missing = 0;
  sizes.forEach((size, label) => {
    const excess = Math.max(0, quotas[label]! - Math.max(0, size - 1));
    quotas[label]! -= excess;
    missing += excess;
  });
  for (; missing > 0; missing--) {
    const spare = sizes.map((size, label) => size - 1 - quotas[label]!);
    const label = spare.indexOf(Math.max(...spare));
    if (spare[label]! <= 0)
      throw new InputError(
        `validation: can't hold back ${count} of ${sizes.reduce((sum, size) => sum + size, 0)} images and keep one of each class for training`,
      );
    quotas[label]!++;
  }
  return quotas;
}

function validationCount(validation: number, total: number): number {
  const isFraction = validation > 0 && validation < 1;
  const count = isFraction ? Math.round(validation * total) : validation;
  if (Number.isInteger(count) && count >= 1 && count < total) return count;
  const range = `a fraction between 0 and 1, or a count from 1 to ${total - 1} of the ${total} images`;
  throw new InputError(
    `validation: expected ${range}, got ${validation}${isFraction ? `, which is ${count} images` : ''}`,
  );
}

function indicesWhere(flags: Uint8Array, value: number): Int32Array {
  const indices: number[] = [];
  flags.forEach((flag, index) => {
    if (flag === value) indices.push(index);
  });
  return Int32Array.from(indices);
}
