// Resamples pictures through maps that neither rotate nor shear, as a crop, a flip or a zoom. All pixels of a
// row then lie between the same two rows, and all pixels of a column between the same two columns. So the two
// rows are blended once, and the columns once for all rows. Gives the same bytes as resampler.ts.
import type { PictureShape } from './kinds.ts';

/** Where the pixels of a line are read, as fixed-point numbers with 16 fractional bits. */
export interface Steps {
  /** The position of the first pixel; 1 is the first pixel of the old picture. */
  readonly start: number;
  /** The distance from pixel to pixel. */
  readonly step: number;
}

const one = 1 << 16;

export class UprightResampler {
  private readonly shape: PictureShape;
  private readonly repeatsEdge: boolean;
  /** Two rows of the old picture blended, with a column added on each side and 8 fractional bits. */
  private readonly blended: Int32Array;
  /** The column to the left of each new pixel, and the weight of the one to its right, of 256. */
  private readonly columns: Int32Array;
  private readonly weights: Int32Array;

  constructor(shape: PictureShape, repeatsEdge: boolean) {
    this.shape = shape;
    this.repeatsEdge = repeatsEdge;
    this.blended = new Int32Array(shape.width + 2);
    this.columns = new Int32Array(shape.width);
    this.weights = new Int32Array(shape.width);
  }

  /** Reads a picture at an offset and writes the new one to another offset. The two must not overlap. */
  resample(x: Steps, y: Steps, from: Uint8Array, fromOffset: number, to: Uint8Array, toOffset: number): void {
    const { channels, height, width } = this.shape;
    const [start, end] = this.placeColumns(x);
    for (let row = 0; row < channels * height; row++) {
      const channel = Math.floor(row / height);
      const place = this.within(y.start + (row % height) * y.step, height);
      const offset = toOffset + row * width;
      if (place < 0) {
        to.fill(0, offset, offset + width);
        continue;
      }
      this.blendRows(place, from, fromOffset + channel * height * width);
      to.fill(0, offset, offset + start).fill(0, offset + end, offset + width);
      drawRow(this.blended, this.columns, this.weights, start, end, to, offset);
    }
  }

  /** Finds the columns of all pixels. Returns the range of those that are not black. */
  private placeColumns({ start, step }: Steps): [start: number, end: number] {
    const { width } = this.shape;
    let [first, end] = [width, 0];
    for (let i = 0; i < width; i++) {
      const place = this.within(start + i * step, width);
      if (place < 0) continue;
      this.columns[i] = place >> 16;
      this.weights[i] = (place >> 8) & 255;
      first = Math.min(first, i);
      end = i + 1;
    }
    return [Math.min(first, end), end];
  }

  /** A position within the old picture and its added rows or columns; -1 for black. */
  private within(place: number, size: number): number {
    if (place >= 0 && place < (size + 1) * one) return place;
    return this.repeatsEdge ? Math.min(size * one, Math.max(one, place)) : -1;
  }

  private blendRows(place: number, from: Uint8Array, offset: number): void {
    const { blended, repeatsEdge } = this;
    const { height, width } = this.shape;
    const above = (place >> 16) - 1;
    const weight = (place >> 8) & 255;
    const last = height - 1;
    const [upper, lower] = [Math.max(0, above), Math.min(last, above + 1)];
    const upperWeight = above < 0 && !repeatsEdge ? 0 : 256 - weight;
    const lowerWeight = above + 1 > last && !repeatsEdge ? 0 : weight;
    blend(from, offset + upper * width, upperWeight, offset + lower * width, lowerWeight, blended, width);
    blended[0] = repeatsEdge ? blended[1]! : 0;
    blended[width + 1] = repeatsEdge ? blended[width]! : 0;
  }
}

function blend(
  from: Uint8Array,
  upper: number,
  upperWeight: number,
  lower: number,
  lowerWeight: number,
  to: Int32Array,
  width: number,
): void {
  for (let i = 0; i < width; i++)
    to[i + 1] = Math.imul(from[upper + i]!, upperWeight) + Math.imul(from[lower + i]!, lowerWeight);
}

function drawRow(
  blended: Int32Array,
  columns: Int32Array,
  weights: Int32Array,
  start: number,
  end: number,
  to: Uint8Array,
  offset: number,
): void {
  for (let i = start; i < end; i++) {
    const column = columns[i]!;
    const left = blended[column]!;
    to[offset + i] = ((left << 8) + Math.imul(blended[column + 1]! - left, weights[i]!) + 0x8000) >> 16;
  }
}
