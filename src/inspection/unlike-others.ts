// Finds pieces among the good ones that are unlike the others, perhaps bad ones: their scores lie far outside
// (Tukey, 1977, "Exploratory Data Analysis": beyond three times the distance of the quartiles).
import { percentileInterval } from '../metrics/bootstrap.ts';

/** How many distances of the quartiles above the upper one a score counts as far outside. */
const fence = 3;

/**
 * The indices of scores that lie far above the others, the highest first.
 *
 * @example unlikeOthers([1, 2, 9, 1, 2, 1, 2]) // [2]
 */
export function unlikeOthers(scores: readonly number[]): number[] {
  const [lower, upper] = percentileInterval(scores, 0.5);
  const limit = upper + fence * (upper - lower);
  return [...scores.keys()].filter((i) => scores[i]! > limit).sort((a, b) => scores[b]! - scores[a]!);
}
