// Cuts a validation split from the training data, keeping the proportions of the classes (largest remainder),
// so that a small validation split is not short of a class by chance. It gives indices; `subset` makes data
// sets of them.
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';
import { apportion } from './apportion.ts';
import { checkLabels } from './check-dataset.ts';
import { indicesByClass } from './by-class.ts';
import { subset, type Dataset } from './dataset.ts';

/** Indices into the labels that were split; both ascending, together every index once. */
export interface Split {
  /** The images to train on. */
  readonly train: Int32Array;
  /** The images to validate on. */
  readonly validation: Int32Array;
}

/** How much to cut off, and from which seed it is drawn. */
export interface SplitOptions {
  /** A count of images when 1 or more, a fraction of all of them when below 1. */
  readonly validation: number;
  /** Draws which images of each class are cut off. */
  readonly seed: number;
}

/**
 * Splits images into training and validation, each class in proportion to within one image.
 *
 * Every class keeps an image for training, so that one with a single image stays there. Equal labels, options
 * and seed give an equal split.
 *
 * @param labels `[count]`, class indices, each 0 or more
 * @throws InputError when `validation` is no fraction between 0 and 1 and no count below that of the images,
 *   when so much can't be taken without the last image of a class, and for a label that is none
 * @example
 * const { labels } = sketches({ train: 1000 }).train;
 * stratifiedSplit(labels, { validation: 0.1, seed: 1 }).validation.length // 100
 */
export function stratifiedSplit(labels: ArrayLike<number>, { validation, seed }: SplitOptions): Split {
  checkLabels(labels, undefined);
  return drawSplit(labels, validationCount(validation, labels.length), seed, sparingQuotas);
}

/** How many images can be held back at most, one of each class being kept. */
export const mostHeldBack = (labels: ArrayLike<number>): number =>
  labels.length - new Set(Array.from(labels)).size;

/** Draws so many of each class as the quotas say. */
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
 * A part of a data set, each class in proportion to within one image, and at least one image of every class:
 * so many images, or a fraction of them.
 *
 * @throws InputError when `amount` is no fraction between 0 and 1 and no count below that of the images
 */
export function stratifiedSample(dataset: Dataset, amount: number, seed: number): Dataset {
  const { validation } = drawSplit(dataset.labels, validationCount(amount, dataset.count), seed, apportion);
  const classes = new Set(dataset.labels);
  for (const index of validation) classes.delete(dataset.labels[index]!);
  const missing = [...classes].map((label) => dataset.labels.indexOf(label));
  return subset(
    dataset,
    missing.length === 0 ? validation : Int32Array.from([...validation, ...missing]).sort(),
  );
}

/**
 * How many of each class to take, in proportion, but of no class all: others give more instead, the largest
 * first.
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
        `validation: ${count} of ${sizes.reduce((sum, size) => sum + size, 0)} images can't be held back and one of each class be kept for training`,
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
