// How well predictions agree with labels, beyond what their frequencies alone would give: Matthews'
// correlation and Cohen's kappa, for any number of classes. Both are 1 for perfect agreement and 0 for
// agreement by chance. For unequal classes they tell more than accuracy, which is high if a model always
// predicts the most frequent class.
import { accuracyOfCounts } from './classification.ts';
import { type ClassCounts, ratio, sum } from './class-counts.ts';

/**
 * Matthews' correlation coefficient, from -1 to 1, for several classes (Gorodkin, 2004, "Comparing two
 * K-category assignments by a K-category correlation coefficient"). It is 0 if all items belong to one class
 * or all are predicted as one, because a constant can't correlate.
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
 * Cohen's kappa, unweighted (Cohen, 1960, "A coefficient of agreement for nominal scales"): the agreement
 * beyond chance, as a share of the most that is possible. It is 0 if all items belong to one class and are
 * predicted as it; scikit-learn gives NaN for this 0 / 0.
 *
 * @example cohensKappa(classCounts([0, 0, 1, 1], [0, 1, 1, 1], 2)) // 0.5
 */
export function cohensKappa(counts: ClassCounts): number {
  const count = sum(counts.support);
  const chance = ratio(dot(counts.support, counts.predicted), count * count);
  return ratio(accuracyOfCounts(counts) - chance, 1 - chance);
}

const dot = (a: readonly number[], b: readonly number[]): number => sum(a.map((value, i) => value * b[i]!));
