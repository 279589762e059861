// Smoothing of curves, to see their course through the noise of their points.
import type { Points } from './svg.ts';

/**
 * The exponential moving average of a curve. Each value is divided by the sum of its weights, so that the
 * start is not drawn towards 0 (Kingma & Ba, 2015, section 3).
 *
 * @param weight of what came before, from 0 (no smoothing) to below 1
 * @example smooth([[1, 4], [2, 8]], 0.5); // [[1, 4], [2, (0.25 * 4 + 0.5 * 8) / 0.75]]
 */
export function smooth(points: Points, weight: number): Points {
  let [sum, weights] = [0, 0];
  return points.map(([x, y]) => {
    sum = weight * sum + (1 - weight) * y;
    weights = weight * weights + (1 - weight);
    return [x, sum / weights] as const;
  });
}
