// The folds of cross-validation: each picture is in one fold, and each class is spread evenly over all
// folds.
import { indicesByClass } from './by-class.ts';
import { Random } from '../random.ts';

/**
 * Deals the pictures of each class to the folds in turn, in an order drawn by the seed. A class continues
 * where the previous one stopped, so that the sizes of folds differ by at most one.
 *
 * @param labels `[count]`
 * @returns the indices of each fold, ascending
 */
export function stratifiedFolds(labels: ArrayLike<number>, folds: number, seed: number): Int32Array[] {
  const members: number[][] = Array.from({ length: folds }, () => []);
  let next = 0;
  indicesByClass(labels).forEach((indices, label) => {
    for (const index of new Random(seed, 'folds', label).shuffle(indices))
      members[next++ % folds]!.push(index);
  });
  return members.map((indices) => Int32Array.from(indices).sort());
}

/** All indices that are not in a fold, ascending. */
export function outside(fold: Int32Array, count: number): Int32Array {
  const isInside = new Uint8Array(count);
  for (const index of fold) isInside[index] = 1;
  return Int32Array.from({ length: count }, (_, index) => index).filter((index) => !isInside[index]);
}
