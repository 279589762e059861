// The mean of several curves with equal weight. Their points differ, so it takes their heights at common
// positions.
import { meanAt } from './mean.ts';

/**
 * The mean height of curves at positions from 0 to 1.
 *
 * @param heightsAt computes the heights of a curve at ascending positions
 * @param steps the number of intervals between positions
 */
export function meanCurve<Curve>(
  curves: readonly Curve[],
  heightsAt: (places: readonly number[], curve: Curve) => readonly number[],
  steps: number,
): { readonly places: readonly number[]; readonly heights: readonly number[] } {
  const places = Array.from({ length: steps + 1 }, (_, i) => i / steps);
  const all = curves.map((curve) => heightsAt(places, curve));
  return { places, heights: places.map((_, i) => meanAt(all.map((heights) => heights[i]!))) };
}
