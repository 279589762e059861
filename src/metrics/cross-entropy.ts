// The cross-entropy of predicted probabilities, or log loss: the mean of -ln p(true class). This is for
// reporting. The loss for training works on logits and is part of the graph (src/nn).
import { InputError } from '../errors.ts';
import { checkClasses } from './confusion.ts';
import { meanAt } from './mean.ts';

/**
 * The smallest step above 1 in float32. It replaces a probability of 0, so that one confident mistake does
 * not make the loss infinite.
 */
const epsilon = 2 ** -23;

/**
 * The mean of `-ln p(true class)`, in nats. p is clipped to [2⁻²³, 1 - 2⁻²³], as by scikit-learn's
 * `log_loss` for float32.
 *
 * @param labels `[count]` class indices
 * @param probabilities `[count, classCount]`
 * @throws InputError if there are no labels, the sizes don't match, or a value is not between 0 and 1
 */
export function crossEntropy(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  classCount: number,
): number {
  checkProbabilities(labels, probabilities, classCount);
  return meanAt(itemLosses(labels, probabilities, classCount));
}

/** The loss of each item, `[count]`, in nats. */
export function itemLosses(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  classCount: number,
): Float64Array {
  return Float64Array.from(labels, (label, i) => {
    const probability = probabilities[i * classCount + label]!;
    return -Math.log(Math.min(Math.max(probability, epsilon), 1 - epsilon));
  });
}

/**
 * @throws InputError unless there are labels, all of them class indices, and `classCount` probabilities from
 *   0 to 1 for each
 */
export function checkProbabilities(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  classCount: number,
): void {
  if (labels.length === 0) throw new InputError('labels: expected at least one, got none');
  checkClasses('labels', labels, classCount);
  const expected = labels.length * classCount;
  if (probabilities.length !== expected)
    throw new InputError(
      `probabilities: expected ${labels.length} × ${classCount} values, got ${probabilities.length}`,
    );
  for (let i = 0; i < expected; i++) {
    const value = probabilities[i]!;
    // A softmax in float32 may round slightly above 1.
    if (!(value >= 0 && value <= 1 + 1e-5))
      throw new InputError(`probabilities[${i}]: expected a number from 0 to 1, got ${value}`);
  }
}
