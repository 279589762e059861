// Cuts a validation split from the training data, keeping the proportions of the classes (largest remainder), so that
// a small validation split is not short of a class by chance. It gives indices; `subset` makes data sets of them.
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';
import { apportion } from './apportion.ts';
import { indicesByClass } from './by-class.ts';
import { subset, type Dataset } from './dataset.ts';

/** Indices into the labels that were split; both ascending, together every index once. */
export interface Split {
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

/** How much to cut off, and from which seed it is drawn. */
export interface SplitOptions {
  /** A count of images when 1 or more, a fraction of all of them when below 1. */
  readonly validation: number;
  readonly seed: number;
}

/**
 * Splits images into training and validation, each class in proportion to within one image.
 *
 * A class with a single image stays in training, and no class gives all its images away as long as others have some
 * to spare. Equal labels, options and seed give an equal split.
 *
 * @param labels `[count]`, class indices, each 0 or more
 * @throws InputError when `validation` is no fraction between 0 and 1 and no count below that of the images
 * @example const { train, validation } = stratifiedSplit(dataset.labels, { validation: 5000, seed: 1 });
 */
export function stratifiedSplit(labels: ArrayLike<number>, { validation, seed }: SplitOptions): Split {
  const count = validationCount(validation, labels.length);
  const members = indicesByClass(labels);
  const quotas = apportion(
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
 * A part of a data set, each class in proportion to within one image: so many images, or a fraction of them.
 *
 * @throws InputError like `stratifiedSplit`
 */
export const stratifiedSample = (dataset: Dataset, amount: number, seed: number): Dataset =>
  subset(dataset, stratifiedSplit(dataset.labels, { validation: amount, seed }).validation);

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
