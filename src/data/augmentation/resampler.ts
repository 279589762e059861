// Resamples pictures through an affine map, bilinearly. The places in the old picture are fixed-point numbers
// that grow by a step from pixel to pixel, and the old picture is laid out so that a place's four neighbours
// take two reads and, two to an integer, two products. What lies outside the picture is black, or the nearest
// pixel of its edge.
import type { AffineMap } from './affine-map.ts';
import type { PictureShape } from './kinds.ts';

export const fills = ['black', 'edge'] as const;
/** What a picture is surrounded by. */
export type Fill = (typeof fills)[number];

/**
 * What is right where nothing is said: black for one channel, as Fashion-MNIST and its relatives are light on
 * black, and repeating the hem of a coat would lengthen it; the edge for colour, as photographs have a ground
 * that is seldom black.
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
   * A channel of the old picture with one more row and column around it, `[height + 2, width + 1]`: each
   * element is a pixel in the low half and its right neighbour in the high half.
   */
  private readonly pairs: Int32Array;
  private source: Uint8Array | undefined;
  private words: Int32Array | undefined;

  constructor(shape: PictureShape, fill: Fill) {
    this.shape = shape;
    this.repeatsEdge = fill === 'edge';
    this.pairs = new Int32Array((shape.height + 2) * (shape.width + 1));
  }

  /** Reads a picture at an offset and writes the new one, which must not overlap with it, at another. */
  resample(map: AffineMap, from: Uint8Array, fromOffset: number, to: Uint8Array, toOffset: number): void {
    const { channels, height, width } = this.shape;
    const words = this.wordsOf(from);
    for (let channel = 0; channel < channels; channel++) {
      const plane = channel * height * width;
      if (words) layOutWords(words, fromOffset + plane, this.pairs, this.shape, this.repeatsEdge);
      else layOutBytes(from, fromOffset + plane, this.pairs, this.shape, this.repeatsEdge);
      if (this.repeatsEdge) repeatRows(this.pairs, this.shape);
      this.draw(map, to, toOffset + plane);
    }
  }

  /** The array by four bytes at once, where rows begin at multiples of four. */
  private wordsOf(from: Uint8Array): Int32Array | undefined {
    if (from !== this.source) {
      this.source = from;
      const { buffer, byteOffset, length } = from;
      const fits = byteOffset % 4 === 0 && this.shape.width % 4 === 0;
      this.words = fits ? new Int32Array(buffer, byteOffset, length >> 2) : undefined;
    }
    return this.words;
  }

  /**
   * Draws a channel of the new picture, each row in three parts: before, within and behind what the old
   * picture and the row and column around it cover.
   */
  private draw(map: AffineMap, to: Uint8Array, offset: number): void {
    const { pairs } = this;
    const { height, width } = this.shape;
    const right = (width - 1) / 2; // from the first pixel to the centre
    const down = (height - 1) / 2;
    const stepX = fixed(map.xx);
    const stepY = fixed(map.yx);
    const rowX = fixed(map.xy);
    const rowY = fixed(map.yy);
    const limitX = (width + 1) * one;
    const limitY = (height + 1) * one;
    let x = fixed(map.xx * -right - map.xy * down + map.x0 + right + 1) + halfWeight;
    let y = fixed(map.yx * -right - map.yy * down + map.y0 + down + 1) + halfWeight;
    for (let row = 0; row < height; row++) {
      const first = Math.max(entry(x, stepX, limitX), entry(y, stepY, limitY));
      const beyond = Math.min(exit(x, stepX, limitX), exit(y, stepY, limitY));
      const start = Math.min(width, Math.max(0, first)) | 0;
      const end = Math.min(width, Math.max(start, beyond)) | 0;
      for (let i = 0; i < start; i++) to[offset + i] = this.outside(x + i * stepX, y + i * stepY);
      // As 32-bit integers: it is here that the time goes.
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

  /** What is at a place farther than a pixel from the old picture. */
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
 * The weighted mean of the four pixels around a place; of rows first, for two columns at once in the halves
 * of an integer.
 */
function interpolate(pairs: Int32Array, stride: number, x: number, y: number): number {
  const i = (Math.imul(y >> 16, stride) + (x >> 16)) | 0;
  const above = pairs[i]!;
  const columns = ((above << 8) + Math.imul(pairs[i + stride]! - above, (y >> 8) & 255)) | 0;
  const left = columns & 0xffff;
  return ((left << 8) + Math.imul((columns >>> 16) - left, (x >> 8) & 255) + 0x8000) >> 16;
}

/**
 * The first of the numbers start, start + step, ... that is in [0, limit), by its place; not a finite one
 * where none is.
 */
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
