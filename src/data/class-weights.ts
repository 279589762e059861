// How much each class counts in the loss: rare classes count more, so that all classes have the same total.
import { didYouMean } from '../did-you-mean.ts';
import { InputError } from '../errors.ts';
import { countByClass } from './by-class.ts';

/** `balanced`; a weight for each class, in order; or weights by class name, with 1 for the others. */
export type ClassWeights = 'balanced' | readonly number[] | Readonly<Record<string, number>>;

/**
 * The weight of each class in the loss.
 *
 * `balanced` is n / (classes · count), over the classes that have pictures (King & Zeng, 2001, "Logistic
 * regression in rare events data"; scikit-learn's `class_weight`). So the mean weight of all pictures is 1.
 * A class without pictures weighs 0.
 *
 * @param labels `[count]`, indices of `classNames`
 * @returns a weight for each class, in order
 * @throws InputError if the weights are not one number from 0 for each class, if all are 0, or for an
 *   unknown name
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
        `class weights: there is no class '${name}'${didYouMean(name, classNames)}; the classes are ${classNames.slice(0, 20).join(', ')}`,
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
