// Describes a picture by a few numbers, for comparing it with all others, and by the way they change if it
// is shifted a little. The numbers are means of blurred cells, at most ten by ten for each channel. Noise
// averages out. The means change smoothly as the picture moves, so a shift by a pixel is very nearly a step
// along two known directions, the tangents (Simard, LeCun & Denker, 1993).
import { defaultFill } from '../data/augmentation/resampler.ts';
import { pictureSizeOf, type Dataset } from '../data/dataset.ts';
import { piecesOf, type Pictures } from '../data/pictures.ts';
import type { Vectors } from '../neighbours/vectors.ts';

export interface Descriptors {
  /**
   * In units of bytes divided by 255. The distance of two vectors is about the root mean square difference
   * of their blurred cells.
   */
  readonly vectors: Vectors;
  /** The directions in which a shift sideways, and a shift up or down, moves each vector; orthonormal. */
  readonly tangents: readonly [Vectors, Vectors];
}

const mostCells = 10;

export function describePictures(dataset: Dataset<Pictures>): Descriptors {
  const { count, channels, height, width, images } = dataset;
  const repeatsEdge = defaultFill(dataset) === 'edge';
  const [rows, columns] = [cellsOf(height, repeatsEdge), cellsOf(width, repeatsEdge)];
  const perChannel = rows.count * columns.count;
  const dimensions = channels * perChannel;
  const make = (): Vectors => ({ count, dimensions, values: new Float32Array(count * dimensions) });
  const [vectors, sideways, upwards] = [make(), make(), make()];
  const scratch = new Float64Array(Math.max(rows.count * width, 1));
  let to = 0;
  for (const picture of piecesOf(images, pictureSizeOf(dataset), 1))
    for (let from = 0; from < picture.length; from += height * width) {
      product(picture, from, rows.weights, columns.weights, scratch, vectors.values, to, dimensions);
      product(picture, from, rows.weights, columns.slopes, scratch, sideways.values, to, dimensions);
      product(picture, from, rows.slopes, columns.weights, scratch, upwards.values, to, dimensions);
      to += perChannel;
    }
  for (let i = 0; i < count; i++) orthonormalize(sideways, upwards, i);
  return { vectors, tangents: [sideways, upwards] };
}

/**
 * Along one axis: the weight of each pixel in each cell, and how it changes if the picture moves by a pixel.
 */
interface Cells {
  readonly count: number;
  /** `[cells][pixels]`; each row adds up to 1. */
  readonly weights: readonly Float64Array[];
  readonly slopes: readonly Float64Array[];
}

/** Cells of equal width, blurred by a Gaussian whose deviation is 1/28 of the side. */
function cellsOf(side: number, repeatsEdge: boolean): Cells {
  const count = Math.min(mostCells, side);
  const deviation = Math.max(0.5, side / 28);
  const weights = Array.from({ length: count }, (_, cell) => {
    const [low, high] = [(cell * side) / count, ((cell + 1) * side) / count];
    const row = Float64Array.from({ length: side }, (_, i) =>
      between((low - i - 0.5) / deviation, (high - i - 0.5) / deviation),
    );
    const total = row.reduce((sum, weight) => sum + weight, 0);
    return row.map((weight) => weight / total);
  });
  return { count, weights, slopes: weights.map((row) => slopesOf(row, repeatsEdge)) };
}

/**
 * The share of a normal distribution between two points, by the logistic approximation of Bowling et al.
 * (2009), accurate to 1e-4.
 */
const between = (low: number, high: number): number => logistic(high) - logistic(low);
const logistic = (z: number): number => 1 / (1 + Math.exp(-(1.5976 * z + 0.07056 * z ** 3)));

/** Half the difference of a cell's value for the picture moved forward by one pixel and moved back by one. */
function slopesOf(weights: Float64Array, repeatsEdge: boolean): Float64Array {
  const slopes = new Float64Array(weights.length);
  const last = weights.length - 1;
  weights.forEach((weight, i) => {
    const [before, after] = [i - 1, i + 1];
    if (before >= 0 || repeatsEdge) slopes[Math.max(0, before)]! += weight / 2;
    if (after <= last || repeatsEdge) slopes[Math.min(last, after)]! -= weight / 2;
  });
  return slopes;
}

/** rows · picture · columnsᵀ, scaled so that the squares of a whole descriptor add up to a mean square. */
function product(
  images: Uint8Array,
  from: number,
  rows: readonly Float64Array[],
  columns: readonly Float64Array[],
  scratch: Float64Array,
  to: Float32Array,
  toOffset: number,
  dimensions: number,
): void {
  const width = columns[0]!.length;
  scratch.fill(0);
  rows.forEach((row, r) =>
    row.forEach((weight, y) => {
      if (weight < 1e-6 && weight > -1e-6) return;
      const start = from + y * width;
      for (let x = 0; x < width; x++) scratch[r * width + x]! += weight * images[start + x]!;
    }),
  );
  const scale = 1 / (255 * Math.sqrt(dimensions));
  for (let r = 0; r < rows.length; r++)
    for (let c = 0; c < columns.length; c++) {
      const column = columns[c]!;
      let sum = 0;
      for (let x = 0; x < width; x++) sum += column[x]! * scratch[r * width + x]!;
      to[toOffset + r * columns.length + c] = scale * sum;
    }
}

/**
 * Gram and Schmidt's process for the two rows of a picture. The tangents of a constant picture become zero.
 */
function orthonormalize(first: Vectors, second: Vectors, row: number): void {
  const of = ({ values, dimensions }: Vectors) => values.subarray(row * dimensions, (row + 1) * dimensions);
  const [a, b] = [of(first), of(second)];
  normalize(a);
  const shared = dot(a, b);
  for (let i = 0; i < b.length; i++) b[i]! -= shared * a[i]!;
  normalize(b);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function normalize(vector: Float32Array): void {
  const length = Math.sqrt(dot(vector, vector));
  for (let i = 0; i < vector.length; i++) vector[i] = length > 1e-5 ? vector[i]! / length : 0;
}
