// How much each class counts in the loss: a rare one more, so that all classes count alike in sum.
import { InputError } from '../errors.ts';
import { countByClass } from './by-class.ts';

/** `balanced`, or a weight for each class. */
export type ClassWeights = 'balanced' | readonly number[];

/**
 * The weight of each class in the loss.
 *
 * `balanced` is n / (classes · count), with the classes that have pictures (King & Zeng, 2001, "Logistic regression in rare
 * events data"; scikit-learn's `class_weight`): the mean weight of all pictures is 1. A class without pictures weighs 0.
 *
 * @param labels `[count]`, indices below `classes`
 * @throws InputError where the weights given are not one number of 0 or more for each class, or all are 0
 * @example classWeights(data.labels, data.classNames.length, 'balanced')
 */
export function classWeights(
  labels: ArrayLike<number>,
  classes: number,
  weights: ClassWeights,
): readonly number[] {
  if (weights !== 'balanced') return checked(weights, classes);
  const counts = countByClass(labels, classes);
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count === 0 ? 0 : labels.length / (present * count)));
}

function checked(weights: readonly number[], classes: number): readonly number[] {
  const isGood = weights.every((weight) => Number.isFinite(weight) && weight >= 0);
  if (isGood && weights.length === classes && weights.some((weight) => weight > 0)) return weights;
  throw new InputError(
    `class weights: expected balanced, or ${classes} numbers of 0 or more and not all 0, got ${weights.join(', ') || 'none'}`,
  );
}
