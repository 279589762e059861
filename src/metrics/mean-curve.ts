// The mean of several curves, each counting the same: of their heights at the same places, as each has points
// of its own.
import { meanAt } from './mean.ts';

/**
 * The mean height of curves at places from 0 to 1.
 *
 * @param heightsAt the heights of a curve at rising places
 * @param steps from place to place
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
