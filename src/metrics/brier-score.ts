// The Brier score of predicted probabilities: their squared distance from the truth. Like the log loss it
// rewards honest probabilities. But a confident mistake costs at most 2, so a few wrong labels do not
// dominate it.
import { checkProbabilities } from './cross-entropy.ts';
import { meanAt } from './mean.ts';

/**
 * The mean over items of `Σ (p(class) - [class is true])²`, from 0 to 2 (Brier, 1950, "Verification of
 * forecasts expressed in terms of probability"). It sums over all classes, even if there are two;
 * scikit-learn gives half of it for two classes.
 *
 * @param labels `[count]` class indices
 * @param probabilities `[count, classCount]`
 * @throws InputError if there are no labels, the sizes don't match, or a value is not between 0 and 1
 * @example brierScore([0, 1], [0.9, 0.1, 0.4, 0.6], 2) // 0.17
 */
export function brierScore(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  classCount: number,
): number {
  checkProbabilities(labels, probabilities, classCount);
  return meanAt(itemBrierScores(labels, probabilities, classCount));
}

/** The Brier score of each item, `[count]`. */
export function itemBrierScores(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  classCount: number,
): Float64Array {
  return Float64Array.from(labels, (label, i) => {
    let score = 0;
    for (let c = 0; c < classCount; c++)
      score += (probabilities[i * classCount + c]! - (c === label ? 1 : 0)) ** 2;
    return score;
  });
}
