// Resamples pictures through an affine map, bilinearly. The places in the old picture are fixed-point numbers that grow by
// a step from pixel to pixel, and the old picture is laid out so that a place's four neighbours take two reads and, two to
// an integer, two products. What lies outside the picture is black, or the nearest pixel of its edge.
import type { AffineMap } from './affine-map.ts';
import type { PictureShape } from './kinds.ts';

export const fills = ['black', 'edge'] as const;
/** What a picture is surrounded by. */
export type Fill = (typeof fills)[number];

/**
 * What is right where nothing is said: black for one channel, as Fashion-MNIST and its relatives are light on black, and
 * repeating the hem of a coat would lengthen it; the edge for colour, as photographs have a ground that is seldom black.
 */
export const defaultFill = ({ channels }: PictureShape): Fill => (channels === 1 ? 'black' : 'edge');

/** Fixed-point numbers have 16 bits behind the point, of which 8 are used for weights. */
const one = 1 << 16;
const halfWeight = 1 << 7;

/** Resamples pictures of one shape, one at a time. A side may have 32,765 pixels at most. */
export class Resampler {
  private readonly shape: PictureShape;
  private readonly repeatsEdge: boolean;
  /**
   * A channel of the old picture with one more row and column around it, `[height + 2, width + 1]`: each element is a pixel
   * in the low half and its right neighbour in the high half.
   */
  private readonly pairs: Int32Array;

  constructor(shape: PictureShape, fill: Fill) {
    this.shape = shape;
    this.repeatsEdge = fill === 'edge';
    this.pairs = new Int32Array((shape.height + 2) * (shape.width + 1));
  }

  /** Reads a picture at an offset and writes the new one, which must not overlap with it, at another. */
  resample(map: AffineMap, from: Uint8Array, fromOffset: number, to: Uint8Array, toOffset: number): void {
    const { channels, height, width } = this.shape;
    for (let channel = 0; channel < channels; channel++) {
      const plane = channel * height * width;
      this.layOut(from, fromOffset + plane);
      for (let y = 0; y < height; y++) this.drawRow(map, y, to, toOffset + plane + y * width);
    }
  }

  private layOut(from: Uint8Array, offset: number): void {
    const { pairs, repeatsEdge } = this;
    const { height, width } = this.shape;
    const stride = width + 1;
    let to = stride;
    let left = repeatsEdge ? from[offset]! : 0;
    // One loop over all pixels, as rows are short and a loop for each takes half as long again.
    for (let i = offset, x = 0; i < offset + height * width; i++) {
      const right = from[i]!;
      pairs[to++] = left | (right << 16);
      left = right;
      if (++x < width) continue;
      pairs[to++] = repeatsEdge ? left | (left << 16) : left;
      left = repeatsEdge ? from[i + 1]! : 0;
      x = 0;
    }
    if (!repeatsEdge) return; // the first and the last row stay zero
    pairs.copyWithin(0, stride, 2 * stride);
    pairs.copyWithin(to, to - stride, to);
  }

  /** The new picture's row, in three parts: before, within and behind what the old picture and its border cover. */
  private drawRow(map: AffineMap, row: number, to: Uint8Array, offset: number): void {
    const { height, width } = this.shape;
    const right = (width - 1) / 2; // from the first pixel to the centre
    const down = (height - 1) / 2;
    const x = fixed(map.xx * -right + map.xy * (row - down) + map.x0 + right + 1) + halfWeight;
    const y = fixed(map.yx * -right + map.yy * (row - down) + map.y0 + down + 1) + halfWeight;
    const stepX = fixed(map.xx);
    const stepY = fixed(map.yx);
    const limitX = (width + 1) * one;
    const limitY = (height + 1) * one;
    const first = Math.max(entry(x, stepX, limitX), entry(y, stepY, limitY));
    const beyond = Math.min(exit(x, stepX, limitX), exit(y, stepY, limitY));
    const start = Math.min(width, Math.max(0, first));
    const end = Math.min(width, Math.max(start, beyond));
    this.drawOutside(to, offset, 0, start, x, y, stepX, stepY);
    this.drawInside(to, offset + start, offset + end, x + start * stepX, y + start * stepY, stepX, stepY);
    this.drawOutside(to, offset, end, width, x, y, stepX, stepY);
  }

  private drawInside(
    to: Uint8Array,
    start: number,
    end: number,
    x: number,
    y: number,
    stepX: number,
    stepY: number,
  ): void {
    const { pairs } = this;
    const stride = this.shape.width + 1;
    // All as 32-bit integers: it is here that the time goes.
    x |= 0;
    y |= 0;
    for (let i = start | 0; i < (end | 0); i++) {
      to[i] = interpolate(pairs, stride, x, y);
      x = (x + stepX) | 0;
      y = (y + stepY) | 0;
    }
  }

  private drawOutside(
    to: Uint8Array,
    offset: number,
    start: number,
    end: number,
    x: number,
    y: number,
    stepX: number,
    stepY: number,
  ): void {
    const { pairs, repeatsEdge } = this;
    const { height, width } = this.shape;
    for (let i = start; i < end; i++) {
      const nearestX = Math.min(width * one, Math.max(one, x + i * stepX));
      const nearestY = Math.min(height * one, Math.max(one, y + i * stepY));
      to[offset + i] = repeatsEdge ? interpolate(pairs, width + 1, nearestX, nearestY) : 0;
    }
  }
}

const fixed = (value: number): number => Math.floor(value * one + 0.5);

/** The weighted mean of the four pixels around a place; of rows first, for two columns at once in the halves of an integer. */
function interpolate(pairs: Int32Array, stride: number, x: number, y: number): number {
  const i = (Math.imul(y >> 16, stride) + (x >> 16)) | 0;
  const above = pairs[i]!;
  const columns = ((above << 8) + Math.imul(pairs[i + stride]! - above, (y >> 8) & 255)) | 0;
  const left = columns & 0xffff;
  return ((left << 8) + Math.imul((columns >>> 16) - left, (x >> 8) & 255) + 0x8000) >> 16;
}

/** The first of the numbers start, start + step, ... that is in [0, limit), by its place; not a finite one where none is. */
function entry(start: number, step: number, limit: number): number {
  if (step > 0) return Math.ceil(-start / step);
  if (step < 0) return Math.ceil((limit - 1 - start) / step);
  return start >= 0 && start < limit ? -Infinity : Infinity;
}

/** The place behind the last of these numbers that is in [0, limit). */
function exit(start: number, step: number, limit: number): number {
  if (step > 0) return Math.floor((limit - 1 - start) / step) + 1;
  if (step < 0) return Math.floor(-start / step) + 1;
  return start >= 0 && start < limit ? Infinity : -Infinity;
}
