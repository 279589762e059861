// The difference of two pictures pixel by pixel, allowing for a small shift between them: the root mean
// square difference over the overlap, at the shift where it is least.
import type { PictureShape } from '../data/augmentation/kinds.ts';

/** The largest shift in each direction, in pixels: one of 28, two of 64. */
export const shiftReach = ({ height, width }: PictureShape): number =>
  Math.max(1, Math.round(Math.min(height, width) / 32));

/**
 * Compares two pictures of an array `[count, channels, height, width]`.
 *
 * @param bound stops early and returns Infinity for distances from this one on
 * @returns 0 for equal pictures, 1 for black and white
 */
export function pictureDistance(
  images: Uint8Array,
  shape: PictureShape,
  a: number,
  b: number,
  bound = Infinity,
): number {
  const reach = Math.min(shiftReach(shape), shape.height - 1, shape.width - 1);
  let least = (255 * bound) ** 2; // a mean square
  let isFound = false;
  for (const [down, right] of shifts(reach)) {
    const square = meanSquare(images, shape, a, b, down, right, least);
    if (square === undefined) continue;
    least = square;
    isFound = true;
  }
  return isFound ? Math.sqrt(least) / 255 : Infinity;
}

const known = new Map<number, readonly (readonly [number, number])[]>();

/** All shifts, beginning with none: it is most often the best, and then it bounds the others early. */
function shifts(reach: number): readonly (readonly [number, number])[] {
  const found = known.get(reach);
  if (found) return found;
  const steps = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
  const all = steps.flatMap((down) => steps.map((right) => [down, right] as const));
  all.sort((p, q) => Math.hypot(...p) - Math.hypot(...q));
  known.set(reach, all);
  return all;
}

/**
 * The mean square over the overlap if `b` is moved down and right; undefined if it is not below the bound.
 */
function meanSquare(
  images: Uint8Array,
  { channels, height, width }: PictureShape,
  a: number,
  b: number,
  down: number,
  right: number,
  bound: number,
): number | undefined {
  const [rows, columns] = [height - Math.abs(down), width - Math.abs(right)];
  const most = bound * channels * rows * columns;
  const size = channels * height * width;
  const startA = a * size + Math.max(0, down) * width + Math.max(0, right);
  const startB = b * size + Math.max(0, -down) * width + Math.max(0, -right);
  let sum = 0;
  for (let channel = 0; channel < channels; channel++)
    for (let y = 0; y < rows; y++) {
      const offset = (channel * height + y) * width;
      let [p, q] = [startA + offset, startB + offset];
      for (const end = p + columns; p < end; p++, q++) {
        const difference = images[p]! - images[q]!;
        sum += difference * difference;
      }
      if (sum >= most) return undefined;
    }
  return sum / (channels * rows * columns);
}
