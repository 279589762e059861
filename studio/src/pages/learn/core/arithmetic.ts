// The arithmetic of a single output, written out: which cells a window covers, and the products of a
// convolution and of a dense layer. The engine's numbers go in; the sums can be compared with its results.
import type { Sliding } from './plain-network.ts';

/** The cells under a window. */
export interface Window {
  /** The first row and column that it covers; negative in the padding. */
  readonly row: number;
  readonly column: number;
  /** How far it reaches, in cells. */
  readonly height: number;
  readonly width: number;
}

/** The window of an output cell. */
export function windowAt({ size, strides, dilations, before }: Sliding, row: number, column: number): Window {
  return {
    row: row * strides[0] - before[0],
    column: column * strides[1] - before[1],
    height: (size[0] - 1) * dilations[0] + 1,
    width: (size[1] - 1) * dilations[1] + 1,
  };
}

/** The output cell whose window has an input cell near its middle. */
export function outputAt(
  { size, strides, dilations, before }: Sliding,
  [row, column]: readonly [number, number],
  [height, width]: readonly [number, number],
): readonly [number, number] {
  const along = (axis: 0 | 1, cell: number, count: number) => {
    const middle = Math.floor(((size[axis] - 1) * dilations[axis]) / 2);
    return Math.max(0, Math.min(count - 1, Math.round((cell + before[axis] - middle) / strides[axis])));
  };
  return [along(0, row, height), along(1, column, width)];
}

/** The numbers of one map under the window of an output cell, row by row; 0 in the padding. */
export function valuesUnder(sliding: Sliding, row: number, column: number, plane: Plane): number[] {
  const start = windowAt(sliding, row, column);
  const [rows, columns] = sliding.size;
  return Array.from({ length: rows * columns }, (_, i) => {
    const y = start.row + Math.floor(i / columns) * sliding.dilations[0];
    const x = start.column + (i % columns) * sliding.dilations[1];
    const isInside = y >= 0 && x >= 0 && y < plane.height && x < plane.width;
    return isInside ? plane.values[y * plane.width + x]! : 0;
  });
}

/** One map: `[height, width]`. */
export interface Plane {
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
}

/** A map of values `[maps, height, width]`; a unit is a map of one cell. */
export function planeOf(values: Float32Array, shape: readonly number[], map: number): Plane {
  const [, height = 1, width = 1] = shape;
  return { values: values.subarray(map * height * width, (map + 1) * height * width), height, width };
}

/** What one map adds to an output of a convolution. */
export interface Terms {
  readonly values: readonly number[];
  readonly weights: readonly number[];
  readonly products: readonly number[];
  readonly sum: number;
}

/**
 * The products of a convolution for one output cell, map by map.
 *
 * @param kernel the weights of one filter, `[maps, height, width]`
 */
export function convolutionTerms(
  sliding: Sliding,
  [row, column]: readonly [number, number],
  inputs: readonly Plane[],
  kernel: Float32Array,
): Terms[] {
  const area = sliding.size[0] * sliding.size[1];
  return inputs.map((plane, i) =>
    termsOf(valuesUnder(sliding, row, column, plane), Array.from(kernel.subarray(i * area, (i + 1) * area))),
  );
}

/** The products of a dense layer for one unit. @param kernel `[features, units]` */
export function denseTerms(features: Float32Array, kernel: Float32Array, units: number, unit: number): Terms {
  const weights = Array.from(features, (_, i) => kernel[i * units + unit]!);
  return termsOf(Array.from(features), weights);
}

function termsOf(values: readonly number[], weights: readonly number[]): Terms {
  const products = values.map((value, i) => value * weights[i]!);
  return { values, weights, products, sum: products.reduce((a, b) => a + b, 0) };
}

/** The largest magnitude of values, for the scale of their colours; 1 if all are 0. */
export function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]!));
  return most || 1;
}

/** The position of the largest value. */
export const positionOfLargest = (values: ArrayLike<number>): number => {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
};
