// The confusion matrix, from which classification.ts computes accuracy, precision, recall and F1. It checks
// the labels for all of them.
import { InputError } from '../errors.ts';

/**
 * Counts how often each true class was predicted as each class: `matrix[label][prediction]`.
 *
 * @param labels `[count]` class indices
 * @param predictions `[count]` class indices
 * @throws InputError if the lengths differ or an index is not one of `classCount` classes
 * @example confusionMatrix([0, 0, 1], [0, 1, 1], 2) // [[1, 1], [0, 1]]
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classCount: number,
): number[][] {
  if (predictions.length !== labels.length)
    throw new InputError(
      `predictions: expected ${labels.length}, one for each label, got ${predictions.length}`,
    );
  checkClasses('labels', labels, classCount);
  checkClasses('predictions', predictions, classCount);
  const matrix = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (let i = 0; i < labels.length; i++) matrix[labels[i]!]![predictions[i]!]! += 1;
  return matrix;
}

/**
 * Checks that all values are class indices.
 *
 * @param name names the argument in errors
 * @throws InputError naming the first value that is not an integer from 0 to `classCount - 1`
 */
export function checkClasses(name: string, values: ArrayLike<number>, classCount: number): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isInteger(value) || value < 0 || value >= classCount)
      throw new InputError(`${name}[${i}]: expected a class from 0 to ${classCount - 1}, got ${value}`);
  }
}
