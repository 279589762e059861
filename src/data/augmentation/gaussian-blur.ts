// Gaussian blur of pictures: rows first, then columns; the edge is repeated outwards. Weights are multiples
// of 2⁻¹⁵, so that every machine gives the same bytes.
import type { PictureShape } from './kinds.ts';

const one = 1 << 15;

/**
 * The weights of a Gaussian at the distances 0, 1, ... up to three deviations, in units of 2⁻¹⁵. Both sides
 * and the middle add up to exactly 1.
 *
 * @param deviation in pixels
 */
export function gaussianWeights(deviation: number): Int32Array {
  const reach = Math.max(1, Math.ceil(3 * deviation));
  const raw = Array.from({ length: reach + 1 }, (_, i) => Math.exp(-(i * i) / (2 * deviation * deviation)));
  const total = raw.reduce((sum, weight, i) => sum + (i === 0 ? weight : 2 * weight), 0);
  const weights = Int32Array.from(raw, (weight) => Math.round((one * weight) / total));
  const sides = weights.subarray(1).reduce((sum, weight) => sum + weight, 0);
  weights[0] = one - 2 * sides;
  return weights;
}

/** Blurs pictures of one shape. */
export class GaussianBlur {
  private readonly shape: PictureShape;
  /** A channel after its rows were blurred. */
  private readonly half: Uint8Array;

  constructor(shape: PictureShape) {
    this.shape = shape;
    this.half = new Uint8Array(shape.height * shape.width);
  }

  /**
   * Reads a picture at an offset and writes it, blurred, to an offset in another array or to the same place.
   *
   * @param weights those of `gaussianWeights`
   */
  blur(from: Uint8Array, fromOffset: number, to: Uint8Array, toOffset: number, weights: Int32Array): void {
    const { channels, height, width } = this.shape;
    const plane = height * width;
    for (let start = 0; start < channels * plane; start += plane) {
      blurRows(from, fromOffset + start, this.half, this.shape, weights);
      blurColumns(this.half, to, toOffset + start, this.shape, weights);
    }
  }
}

/** By way of a line with margins, so that the inner loop needs no checks of bounds. */
function blurRows(
  from: Uint8Array,
  offset: number,
  half: Uint8Array,
  { height, width }: PictureShape,
  weights: Int32Array,
): void {
  const reach = weights.length - 1;
  const line = new Int32Array(width + 2 * reach);
  for (let y = 0; y < height; y++) {
    const row = offset + y * width;
    for (let x = 0; x < width; x++) line[reach + x] = from[row + x]!;
    line.fill(line[reach]!, 0, reach);
    line.fill(line[reach + width - 1]!, reach + width);
    for (let x = 0; x < width; x++) {
      const middle = reach + x;
      let sum = (one >> 1) + Math.imul(weights[0]!, line[middle]!);
      for (let k = 1; k <= reach; k++) sum += Math.imul(weights[k]!, line[middle - k]! + line[middle + k]!);
      half[y * width + x] = sum >> 15;
    }
  }
}

/** Adds up whole rows, which are contiguous in memory. */
function blurColumns(
  half: Uint8Array,
  to: Uint8Array,
  offset: number,
  { height, width }: PictureShape,
  weights: Int32Array,
): void {
  const sums = new Int32Array(width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) sums[x] = (one >> 1) + Math.imul(weights[0]!, half[y * width + x]!);
    for (let k = 1; k < weights.length; k++) {
      const above = Math.max(0, y - k) * width;
      const below = Math.min(height - 1, y + k) * width;
      const weight = weights[k]!;
      for (let x = 0; x < width; x++) sums[x]! += Math.imul(weight, half[above + x]! + half[below + x]!);
    }
    for (let x = 0; x < width; x++) to[offset + y * width + x] = sums[x]! >> 15;
  }
}
