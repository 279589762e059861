// ConvWeightGradient for any stride, dilation and padding; grouped convolutions are in
// grouped-weight-gradient.ts.
//
// The gradient of w[o, c, k] is the sum over pictures n and positions p of dy[n, o, p] · x[n, c, p·stride +
// k·dilation - pad]: a matrix product of dy with the input's patches. The patches are gathered channels-last,
// with one slice of the padded input for each kernel element, so that each slice moves whole runs of
// channels.
import type { Node, Value } from '../../graph/graph.ts';
import {
  concat,
  groupsOf,
  matMul,
  pad,
  reduceSum,
  reshape,
  slice,
  transpose,
} from '../../graph/operators/index.ts';
import { kernelShapeOf, padsOfAllAxes, type Window, windowOf } from '../../graph/operators/window.ts';
import { sizeOf, staticShape } from '../../graph/tensor-type.ts';
import { groupedWeightGradient } from './grouped-weight-gradient.ts';
import { kernelOffsets } from './kernel-offsets.ts';

export function lowerConvWeightGradient(node: Node, [x, dy]: readonly Value[]): Value[] {
  const window = windowOf(node, kernelShapeOf(node));
  const groups = groupsOf(node);
  return [groups === 1 ? weightGradient(x!, dy!, window) : groupedWeightGradient(x!, dy!, window, groups)];
}

/** With one channel there are no runs to move, and the product is too narrow to spread over threads. */
const weightGradient = (x: Value, dy: Value, window: Window): Value =>
  x.shape[1] === 1 ? productPerPicture(x, dy, window) : productOfAll(x, dy, window);

/** One matrix product over all pictures and positions, channels last, in parts that fit a core's cache. */
function productOfAll(x: Value, dy: Value, window: Window): Value {
  const { kernel } = window;
  const [inputs, filters] = staticShape([x.shape[1]!, dy.shape[1]!]) as [number, number];
  const [batch, , ...places] = staticShape(dy.shape) as [number, number, ...number[]];
  const patches = concat(windowSlices(channelsLast(padded(x, window)), places, window, 1), -1);
  const parts = partCount(batch, sizeOf(places));
  const rows = (value: Value, columns: number) => reshape(value, [parts, -1, columns]);
  const turned = transpose(rows(channelsLast(dy), filters), [0, 2, 1]);
  const products = matMul(turned, rows(patches, sizeOf(kernel) * inputs));
  const rank = kernel.length;
  const gradient = reshape(reduceSum(products, { axes: [0] }), [filters, ...kernel, inputs]);
  return transpose(gradient, [0, rank + 1, ...range(1, rank)]);
}

/**
 * The approximate number of rows of a partial product. More do not stay in the cache; fewer make summing the
 * parts expensive.
 */
const rowsPerPart = 1600;

/** The number of equal parts, of whole pictures, into which a batch is divided. */
function partCount(batch: number, places: number): number {
  const wanted = Math.max(1, Math.round((batch * places) / rowsPerPart));
  return range(1, batch).reduce((best, parts) => (batch % parts === 0 && parts <= wanted ? parts : best), 1);
}

/**
 * The sum of one matrix product for each picture: dy `[batch, filters, places]` with patches
 * `[batch, kernel, places]`.
 */
function productPerPicture(x: Value, dy: Value, window: Window): Value {
  const [batch, filters, ...places] = staticShape(dy.shape) as [number, number, ...number[]];
  const patches = concat(windowSlices(padded(x, window), places, window, 2), 1);
  const rows = reshape(patches, [batch, sizeOf(window.kernel), sizeOf(places)]);
  const gradients = matMul(reshape(dy, [batch, filters, sizeOf(places)]), transpose(rows, [0, 2, 1]));
  return reshape(reduceSum(gradients, { axes: [0] }), [filters, 1, ...window.kernel]);
}

/**
 * The elements that each kernel element meets, in row-major order of the kernel. The spatial axes start at
 * `firstAxis`.
 */
function windowSlices(
  x: Value,
  places: readonly number[],
  { kernel, strides, dilations }: Window,
  firstAxis: number,
): Value[] {
  return kernelOffsets(kernel).map((offset) => {
    const starts = offset.map((i, axis) => i * dilations[axis]!);
    const ends = starts.map((start, axis) => start + (places[axis]! - 1) * strides[axis]! + 1);
    return slice(x, { starts, ends, axes: range(firstAxis, firstAxis + kernel.length - 1), steps: strides });
  });
}

function channelsLast(x: Value): Value {
  const rank = x.shape.length;
  return transpose(x, [0, ...range(2, rank - 1), 1]);
}

const padded = (x: Value, window: Window): Value =>
  window.pads.every((size) => size === 0) ? x : pad(x, padsOfAllAxes(window));

/** The whole numbers from first to last. */
const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);
