// Pictures that are like no others: the mean distance to the nearest neighbours (Angiulli & Pizzuti, 2002, "Fast outlier detection in high
// dimensional spaces"; after Ramaswamy, Rastogi & Shim, 2000, who take that to the last of them). By description, whatever the label.
import type { Neighbours } from '../neighbours/nearest-neighbours.ts';

export interface Outlier {
  readonly index: number;
  /** The mean distance to its nearest neighbours' descriptions; larger is worse. */
  readonly score: number;
}

/** The pictures farthest from their neighbours, farthest first. */
export function findOutliers({ count, k, distances }: Neighbours, limit: number): Outlier[] {
  const scores = Array.from({ length: count }, (_, index) => {
    let sum = 0;
    for (let i = index * k; i < (index + 1) * k; i++) sum += distances[i]!;
    return { index, score: sum / k };
  });
  return scores.sort((p, q) => q.score - p.score || p.index - q.index).slice(0, limit);
}
