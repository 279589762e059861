// Interpolates a curve linearly between its points. If the curve rises vertically, the upper end counts.

/**
 * The height of a curve at given positions.
 *
 * @param at ascending positions within the curve
 * @param x the positions of the curve's points, not descending
 * @param y the heights of its points
 * @example interpolateAt([0, 0.5], [0, 0, 1], [0, 0.8, 1]) // [0.8, 0.9]
 */
export function interpolateAt(at: readonly number[], x: readonly number[], y: readonly number[]): number[] {
  let i = 0;
  return at.map((place) => {
    while (i + 1 < x.length && x[i + 1]! <= place) i++;
    if (i + 1 === x.length || x[i] === place) return y[i]!;
    const along = (place - x[i]!) / (x[i + 1]! - x[i]!);
    return y[i]! + along * (y[i + 1]! - y[i]!);
  });
}
