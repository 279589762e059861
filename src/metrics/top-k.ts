// The likeliest classes of a prediction in descending order, and how often the true one is among them. In a
// tie the lower index comes first, so that results repeat and the first class is the predicted one.
// (scikit-learn's `top_k_accuracy_score` prefers the higher index, but `argmax` prefers the lower one, as
// everywhere.)
import { checkProbabilities } from './cross-entropy.ts';

/**
 * The indices of the `k` largest values in descending order; all of them if there are fewer than `k`.
 *
 * @example topK([0.2, 0.5, 0.3], 2) // [1, 2]
 */
export function topK(probabilities: ArrayLike<number>, k: number): number[] {
  return Array.from({ length: probabilities.length }, (_, index) => index)
    .sort((a, b) => probabilities[b]! - probabilities[a]! || a - b)
    .slice(0, k);
}

/**
 * The likeliest class of each row.
 *
 * @param probabilities `[count, classCount]`
 * @returns `[count]` class indices
 */
export function predictedClasses(probabilities: ArrayLike<number>, classCount: number): Int32Array {
  const count = Math.floor(probabilities.length / classCount);
  const predictions = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const row = i * classCount;
    let best = 0;
    for (let c = 1; c < classCount; c++) if (probabilities[row + c]! > probabilities[row + best]!) best = c;
    predictions[i] = best;
  }
  return predictions;
}

/**
 * The share of items whose true class is among the `k` likeliest; for `k` = 1 it is the accuracy.
 *
 * @param labels `[count]` class indices
 * @param probabilities `[count, classCount]`
 * @throws InputError if there are no labels, the sizes don't match, or a value is not between 0 and 1
 * @example topKAccuracy([2], [0.5, 0.2, 0.3], 3, 2) // 1
 */
export function topKAccuracy(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  classCount: number,
  k: number,
): number {
  checkProbabilities(labels, probabilities, classCount);
  const ranks = trueClassRanks(labels, probabilities, classCount);
  return ranks.filter((rank) => rank < k).length / labels.length;
}

/** The number of classes ahead of the true one for each item, `[count]`; 0 if it is the likeliest. */
export function trueClassRanks(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  classCount: number,
): Int32Array {
  return Int32Array.from(labels, (label, i) => {
    const row = i * classCount;
    const own = probabilities[row + label]!;
    let before = 0;
    for (let c = 0; c < classCount; c++) {
      const other = probabilities[row + c]!;
      if (other > own || (other === own && c < label)) before++;
    }
    return before;
  });
}
