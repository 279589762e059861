// Resamples pictures through an affine map, bilinearly. Positions in the old picture are fixed-point numbers
// that grow by a constant step from pixel to pixel. The old picture is laid out so that the four neighbours
// of a position take two reads and, as two of them share an integer, two multiplications. Outside the
// picture everything is black, or has the value of the nearest pixel of the edge.
import type { AffineMap } from './affine-map.ts';
import type { PictureShape } from './kinds.ts';
import { UprightResampler } from './upright-resampler.ts';

export const fills = ['black', 'edge'] as const;
/** How to fill the surroundings of a picture. */
export type Fill = (typeof fills)[number];

/**
 * The default fill. Black for one channel: Fashion-MNIST and its relatives are light on black, and repeating
 * the hem of a coat would lengthen it. The edge for colour: the background of photographs is seldom black.
 */
export const defaultFill = ({ channels }: PictureShape): Fill => (channels === 1 ? 'black' : 'edge');

/** Fixed-point numbers have 16 fractional bits. The upper 8 of them are weights. */
const one = 1 << 16;
const halfWeight = 1 << 7;

/** Resamples pictures of one shape, one at a time. Each side may have up to 32,765 pixels. */
export class Resampler {
  private readonly shape: PictureShape;
  private readonly repeatsEdge: boolean;
  /**
   * A channel of the old picture with a row or column added on each side, `[height + 2, width + 1]`. Each
   * element has a pixel in its lower half and the pixel to its right in the upper half.
   */
  private readonly pairs: Int32Array;
  private readonly upright: UprightResampler;
  private source: Uint8Array | undefined;
  private words: Int32Array | undefined;

  constructor(shape: PictureShape, fill: Fill) {
    this.shape = shape;
    this.repeatsEdge = fill === 'edge';
    this.pairs = new Int32Array((shape.height + 2) * (shape.width + 1));
    this.upright = new UprightResampler(shape, this.repeatsEdge);
  }

  /** Reads a picture at an offset and writes the new one to another offset. The two must not overlap. */
  resample(map: AffineMap, from: Uint8Array, fromOffset: number, to: Uint8Array, toOffset: number): void {
    const { channels, height, width } = this.shape;
    const steps = this.stepsOf(map);
    if (steps.rowX === 0 && steps.stepY === 0) {
      const [x, y] = [
        { start: steps.x, step: steps.stepX },
        { start: steps.y, step: steps.rowY },
      ];
      return this.upright.resample(x, y, from, fromOffset, to, toOffset);
    }
    const words = this.wordsOf(from);
    for (let channel = 0; channel < channels; channel++) {
      const plane = channel * height * width;
      if (words) layOutWords(words, fromOffset + plane, this.pairs, this.shape, this.repeatsEdge);
      else layOutBytes(from, fromOffset + plane, this.pairs, this.shape, this.repeatsEdge);
      if (this.repeatsEdge) repeatRows(this.pairs, this.shape);
      this.draw(steps, to, toOffset + plane);
    }
  }

  /** The array as words of four bytes, if rows begin at multiples of four. */
  private wordsOf(from: Uint8Array): Int32Array | undefined {
    if (from !== this.source) {
      this.source = from;
      const { buffer, byteOffset, length } = from;
      const fits = byteOffset % 4 === 0 && this.shape.width % 4 === 0;
      this.words = fits ? new Int32Array(buffer, byteOffset, length >> 2) : undefined;
    }
    return this.words;
  }

  /** The position of the first pixel, and the steps from pixel to pixel and from row to row. */
  private stepsOf({ xx, xy, x0, yx, yy, y0 }: AffineMap) {
    const right = (this.shape.width - 1) / 2; // from the first pixel to the centre
    const down = (this.shape.height - 1) / 2;
    return {
      x: fixed(xx * -right - xy * down + x0 + right + 1) + halfWeight,
      y: fixed(yx * -right - yy * down + y0 + down + 1) + halfWeight,
      stepX: fixed(xx),
      stepY: fixed(yx),
      rowX: fixed(xy),
      rowY: fixed(yy),
    };
  }

  /**
   * Draws a channel of the new picture. Each row has three parts: before, inside and after the old picture
   * with its added rows and columns.
   */
  private draw(steps: ReturnType<Resampler['stepsOf']>, to: Uint8Array, offset: number): void {
    const { pairs } = this;
    const { height, width } = this.shape;
    const { stepX, stepY, rowX, rowY } = steps;
    const limitX = (width + 1) * one;
    const limitY = (height + 1) * one;
    let { x, y } = steps;
    for (let row = 0; row < height; row++) {
      const first = Math.max(entry(x, stepX, limitX), entry(y, stepY, limitY));
      const beyond = Math.min(exit(x, stepX, limitX), exit(y, stepY, limitY));
      const start = Math.min(width, Math.max(0, first)) | 0;
      const end = Math.min(width, Math.max(start, beyond)) | 0;
      for (let i = 0; i < start; i++) to[offset + i] = this.outside(x + i * stepX, y + i * stepY);
      // 32-bit integers, because most of the time is spent here.
      let placeX = (x + start * stepX) | 0;
      let placeY = (y + start * stepY) | 0;
      for (let i = (offset + start) | 0; i < ((offset + end) | 0); i++) {
        to[i] = interpolate(pairs, width + 1, placeX, placeY);
        placeX = (placeX + stepX) | 0;
        placeY = (placeY + stepY) | 0;
      }
      for (let i = end; i < width; i++) to[offset + i] = this.outside(x + i * stepX, y + i * stepY);
      x += rowX;
      y += rowY;
      offset += width;
    }
  }

  /** The value at a position more than a pixel away from the old picture. */
  private outside(x: number, y: number): number {
    if (!this.repeatsEdge) return 0;
    const { height, width } = this.shape;
    const nearestX = Math.min(width * one, Math.max(one, x));
    const nearestY = Math.min(height * one, Math.max(one, y));
    return interpolate(this.pairs, width + 1, nearestX, nearestY);
  }
}

function layOutBytes(
  from: Uint8Array,
  offset: number,
  pairs: Int32Array,
  { height, width }: PictureShape,
  repeatsEdge: boolean,
): void {
  let to = width + 1;
  for (let y = 0; y < height; y++) {
    let left = repeatsEdge ? from[offset]! : 0;
    for (const end = offset + width; offset < end; offset++) {
      const right = from[offset]!;
      pairs[to++] = left | (right << 16);
      left = right;
    }
    pairs[to++] = repeatsEdge ? left | (left << 16) : left;
  }
}

function layOutWords(
  words: Int32Array,
  offset: number,
  pairs: Int32Array,
  { height, width }: PictureShape,
  repeatsEdge: boolean,
): void {
  let to = width + 1;
  let i = offset >> 2;
  for (let y = 0; y < height; y++) {
    let left = repeatsEdge ? words[i]! & 255 : 0;
    for (const end = i + (width >> 2); i < end; i++) {
      const even = words[i]! & 0xff00ff;
      const odd = (words[i]! >>> 8) & 0xff00ff;
      pairs[to++] = left | ((even << 16) & 0xff0000);
      pairs[to++] = (even & 255) | (odd << 16);
      pairs[to++] = (odd & 255) | (even & 0xff0000);
      pairs[to++] = (even >>> 16) | (odd & 0xff0000);
      left = odd >>> 16;
    }
    pairs[to++] = repeatsEdge ? left | (left << 16) : left;
  }
}

function repeatRows(pairs: Int32Array, { height, width }: PictureShape) {
  const stride = width + 1;
  pairs.copyWithin(0, stride, 2 * stride);
  pairs.copyWithin((height + 1) * stride, height * stride, (height + 1) * stride);
}

const fixed = (value: number): number => Math.floor(value * one + 0.5);

/**
 * The weighted mean of the four pixels around a position: first along the columns, for two columns at once
 * in the halves of an integer, then along the row.
 */
function interpolate(pairs: Int32Array, stride: number, x: number, y: number): number {
  const i = (Math.imul(y >> 16, stride) + (x >> 16)) | 0;
  const above = pairs[i]!;
  const columns = ((above << 8) + Math.imul(pairs[i + stride]! - above, (y >> 8) & 255)) | 0;
  const left = columns & 0xffff;
  return ((left << 8) + Math.imul((columns >>> 16) - left, (x >> 8) & 255) + 0x8000) >> 16;
}

/**
 * The index of the first of the numbers start, start + step, ... that is in [0, limit); infinite if there is
 * none or all are.
 */
function entry(start: number, step: number, limit: number): number {
  if (step > 0) return Math.ceil(-start / step);
  if (step < 0) return Math.ceil((limit - 1 - start) / step);
  return start >= 0 && start < limit ? -Infinity : Infinity;
}

/** The index after the last of these numbers that is in [0, limit). */
function exit(start: number, step: number, limit: number): number {
  if (step > 0) return Math.floor((limit - 1 - start) / step) + 1;
  if (step < 0) return Math.floor(-start / step) + 1;
  return start >= 0 && start < limit ? Infinity : -Infinity;
}
