// Thins out a curve for drawing or sending. The remaining points are points of the curve, spread evenly
// along it, so that its steep beginning keeps its shape. Areas are computed from all points.

/**
 * The indices of the points to keep, ascending: the first, the last, and others at about equal distances
 * along the curve.
 *
 * @param x `[points]`
 * @param y `[points]`
 * @param most the most points to keep, two or more
 * @example thinCurve([0, 0.1, 0.2, 1], [0, 0, 0, 0], 3) // [0, 3]
 */
export function thinCurve(x: readonly number[], y: readonly number[], most: number): number[] {
  const lengths = [0];
  for (let i = 1; i < x.length; i++)
    lengths.push(lengths[i - 1]! + Math.abs(x[i]! - x[i - 1]!) + Math.abs(y[i]! - y[i - 1]!));
  if (x.length <= most) return lengths.map((_, i) => i);
  const step = lengths.at(-1)! / (most - 1);
  const last = x.length - 1;
  let reached = 0;
  return lengths.flatMap((length, i) => {
    const place = Math.floor(length / step);
    const isKept = i === 0 || i === last || (place > reached && i < last && length < lengths[last]!);
    if (isKept && i > 0) reached = place;
    return isKept ? [i] : [];
  });
}
