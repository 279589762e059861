// How much labels and predictions agree, beyond what their frequencies alone would give: Matthews'
// correlation and Cohen's kappa, for any number of classes. Both are 1 for perfect agreement and 0 for none
// beyond chance; on unequal classes they tell more than accuracy, which always predicting the commonest class
// can make high.
import { accuracyOfCounts } from './classification.ts';
import { type ClassCounts, ratio, sum } from './class-counts.ts';

/**
 * Matthews' correlation coefficient, from -1 to 1, for several classes (Gorodkin, 2004, "Comparing two
 * K-category assignments by a K-category correlation coefficient"). 0 where all items are of one class or all
 * are predicted as one: there is nothing that could correlate.
 *
 * @example matthewsCorrelation(classCounts([0, 0, 1, 1], [0, 1, 1, 1], 2)) // 0.577
 */
export function matthewsCorrelation({ hits, support, predicted }: ClassCounts): number {
  const count = sum(support);
  const chance = dot(support, predicted);
  const spread = (count * count - dot(support, support)) * (count * count - dot(predicted, predicted));
  return ratio(count * sum(hits) - chance, Math.sqrt(spread));
}

/**
 * Cohen's kappa, unweighted (Cohen, 1960, "A coefficient of agreement for nominal scales"): what is right
 * beyond chance, as a share of what could be. 0 where chance alone agrees on everything, all items being of
 * one class and predicted as it: 0 / 0, for which scikit-learn gives NaN.
 *
 * @example cohensKappa(classCounts([0, 0, 1, 1], [0, 1, 1, 1], 2)) // 0.5
 */
export function cohensKappa(counts: ClassCounts): number {
  const count = sum(counts.support);
  const chance = ratio(dot(counts.support, counts.predicted), count * count);
  return ratio(accuracyOfCounts(counts) - chance, 1 - chance);
}

const dot = (a: readonly number[], b: readonly number[]): number => sum(a.map((value, i) => value * b[i]!));
