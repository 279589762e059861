// Pictures that are like no others: the mean distance to the nearest neighbours (Angiulli & Pizzuti, 2002,
// "Fast outlier detection in high dimensional spaces"; after Ramaswamy, Rastogi & Shim, 2000, who take that
// to the last of them). By description, whatever the label.
import { meanAt } from '../metrics/mean.ts';
import type { Neighbours } from '../neighbours/nearest-neighbours.ts';

export interface Outlier {
  readonly index: number;
  /** The mean distance to its nearest neighbours' descriptions; larger is worse. */
  readonly score: number;
}

/** The pictures farthest from so many nearest neighbours, farthest first. */
export function findOutliers({ count, k, distances }: Neighbours, nearest: number, limit: number): Outlier[] {
  const used = Math.min(k, nearest);
  const scores = Array.from({ length: count }, (_, index) => ({
    index,
    score: meanAt(distances.subarray(index * k, index * k + used)),
  }));
  return scores.sort((p, q) => q.score - p.score || p.index - q.index).slice(0, limit);
}
