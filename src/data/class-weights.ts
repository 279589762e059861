// How much each class counts in the loss: a rare one more, so that all classes count alike in sum.
import { didYouMean } from '../did-you-mean.ts';
import { InputError } from '../errors.ts';
import { countByClass } from './by-class.ts';

/**
 * `balanced`; a weight for each class, in their order; or weights by the names of classes, where the others
 * weigh 1.
 */
export type ClassWeights = 'balanced' | readonly number[] | Readonly<Record<string, number>>;

/**
 * The weight of each class in the loss.
 *
 * `balanced` is n / (classes · count), with the classes that have pictures (King & Zeng, 2001, "Logistic
 * regression in rare events data"; scikit-learn's `class_weight`): the mean weight of all pictures is 1. A
 * class without pictures weighs 0.
 *
 * @param labels `[count]`, indices of `classNames`
 * @returns a weight for each class, in their order
 * @throws InputError where the weights given are not one number of 0 or more for each class, or all are 0;
 *   and for an unknown name
 * @example
 * classWeights([0, 0, 0, 1], ['cat', 'dog'], 'balanced') // [0.667, 2]
 * classWeights([0, 0, 0, 1], ['cat', 'dog'], { dog: 3 }) // [1, 3]
 */
export function classWeights(
  labels: ArrayLike<number>,
  classNames: readonly string[],
  weights: ClassWeights,
): readonly number[] {
  const classes = classNames.length;
  if (weights !== 'balanced')
    return checked(isList(weights) ? weights : byName(classNames, weights), classes);
  const counts = countByClass(labels, classes);
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count === 0 ? 0 : labels.length / (present * count)));
}

const isList = (weights: object): weights is readonly number[] => Array.isArray(weights);

function byName(classNames: readonly string[], weights: Readonly<Record<string, number>>): number[] {
  const given = new Map(Object.entries(weights));
  for (const name of given.keys())
    if (!classNames.includes(name))
      throw new InputError(
        `class weights: there is no class '${name}'${didYouMean(name, classNames)}; there are ${classNames.slice(0, 20).join(', ')}`,
      );
  return classNames.map((name) => given.get(name) ?? 1);
}

function checked(weights: readonly number[], classes: number): readonly number[] {
  const isGood = weights.every((weight) => Number.isFinite(weight) && weight >= 0);
  if (isGood && weights.length === classes && weights.some((weight) => weight > 0)) return weights;
  throw new InputError(
    `class weights: expected balanced, or ${classes} numbers of 0 or more and not all 0, got ${weights.join(', ') || 'none'}`,
  );
}
