// Finds pictures that are unlike all others, by the mean distance to their nearest neighbours (Angiulli &
// Pizzuti, 2002, "Fast outlier detection in high dimensional spaces"; after Ramaswamy, Rastogi & Shim, 2000,
// who use the distance to the last of them). It uses descriptors and ignores labels.
import { meanAt } from '../metrics/mean.ts';
import type { Neighbours } from '../neighbours/nearest-neighbours.ts';

export interface Outlier {
  readonly index: number;
  /** The mean distance to the descriptors of its nearest neighbours; larger is worse. */
  readonly score: number;
}

/** The pictures that are farthest from their `nearest` nearest neighbours, farthest first. */
export function findOutliers({ count, k, distances }: Neighbours, nearest: number, limit: number): Outlier[] {
  const used = Math.min(k, nearest);
  const scores = Array.from({ length: count }, (_, index) => ({
    index,
    score: meanAt(distances.subarray(index * k, index * k + used)),
  }));
  return scores.sort((p, q) => q.score - p.score || p.index - q.index).slice(0, limit);
}
