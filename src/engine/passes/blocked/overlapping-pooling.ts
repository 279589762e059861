// The gradient of max pooling over windows that overlap, in the blocked layout. For each position of the
// window, one depthwise convolution with a one-hot kernel subtracts the maximum from the elements there and,
// by its activation, gives the mask of those that reach it. The shares of the gradient then go back to their
// places: elements of the same row and column modulo the stride form a phase, in which a position's shares
// are only shifted.
import type { Node, Value } from '../../graph/graph.ts';
import { blockedConv, BlockedConv } from '../../graph/operators/blocked.ts';
import {
  add,
  div,
  expand,
  mul,
  neg,
  pad,
  poolingAttributes,
  reshape,
  slice,
  sum,
} from '../../graph/operators/index.ts';
import { poolingWindow, type Window } from '../../graph/operators/window.ts';
import { readAttributes } from '../../graph/operator.ts';
import { sizeOf, staticShape } from '../../graph/tensor-type.ts';
import { kernelOffsets } from '../lowering/kernel-offsets.ts';
import { steepest } from '../mask-in-one-pass.ts';
import { interleave } from './interleave.ts';

type Shape4 = [number, number, number, number];
type Offset = readonly number[];

/** What the elements at one offset of each window get of the gradient. */
interface Part {
  readonly offset: Offset;
  readonly share: Value;
}

/** The rows and columns of a phase. */
interface Size {
  readonly sides: readonly number[];
  readonly blockSize: number;
}

/** The gradient from blocked x, y and dy; undefined for windows with dilations or a rounded-up result. */
export function overlappingGradient(
  node: Node,
  [x, y, dy]: readonly [Value, Value, Value],
  blockSize: number,
): Value | undefined {
  const window = poolingWindow(node);
  if (readAttributes(poolingAttributes, node).ceil_mode || window.dilations.some((size) => size !== 1))
    return undefined;
  const sizes = staticShape(x.shape).slice(2);
  const offsets = kernelOffsets(window.kernel);
  const surrounded = surround(x, window, blockSize);
  const negative = neg(y);
  const reached = offsets.map((offset) => maskAt(offset, surrounded, negative, window, blockSize));
  const share = div(dy, sum(...reached));
  const parts = offsets.map((offset, i) => ({ offset, share: mul(reached[i]!, share) }));
  const [rows, columns] = window.strides.map((stride) => [...Array(stride).keys()]) as [number[], number[]];
  const sides = sizes.map((side, axis) => Math.ceil(side / window.strides[axis]!));
  const size = { sides, blockSize };
  const phases = rows.map((row) => columns.map((column) => phaseOf([row, column], parts, window, size)));
  return cropped(interleave(phases, blockSize), sizes, blockSize);
}

/** Below any maximum, yet finite, so that a kernel's zeros cancel it. */
const lowest = -1e30;

/** The picture with its padding written out. */
function surround(x: Value, { pads }: Window, blockSize: number): Value {
  if (pads.every((size) => size === 0)) return x;
  const [pictures, channels, height, width] = staticShape(x.shape) as Shape4;
  const [top, left, bottom, right] = pads as Shape4;
  const planes = reshape(x, [(pictures * channels) / blockSize, height, width * blockSize]);
  const padded = pad(planes, [0, top, left * blockSize, 0, bottom, right * blockSize], lowest);
  return reshape(padded, [pictures, channels, height + top + bottom, width + left + right]);
}

/** 1 for each window whose element at the offset equals the maximum, otherwise 0. */
function maskAt(offset: Offset, x: Value, negative: Value, window: Window, blockSize: number): Value {
  const { kernel, strides } = window;
  const kernels = oneHot(x, kernel, offset, blockSize);
  const group = x.shape[1] as number;
  const activation = { activation: 'HardSigmoid', activation_params: [steepest, 1] };
  const attributes = { kernel_shape: kernel, strides, group, ...activation };
  return x.graph.add(BlockedConv, [x, kernels, undefined, negative], attributes)[0]!;
}

/** The kernels of a depthwise convolution that copies the element at an offset. */
function oneHot(x: Value, kernel: readonly number[], [row, column]: Offset, blockSize: number): Value {
  const channels = x.shape[1] as number;
  const places = sizeOf(kernel);
  const place = row! * kernel[1]! + column!;
  // In the order of the blocked kernels: `[channels / block, ...kernel, block]`.
  const data = Float32Array.from({ length: channels * places }, (_, i) =>
    Math.floor(i / blockSize) % places === place ? 1 : 0,
  );
  return x.graph.constant(data, [channels, 1, ...kernel], 'float32', 'place');
}

/** The sum of the shares that belong to one phase, each shifted to its place. */
function phaseOf(phase: Offset, parts: readonly Part[], { strides, pads }: Window, size: Size): Value {
  const shifted = parts.flatMap(({ offset, share }) => {
    const places = offset.map((k, axis) => k - pads[axis]!);
    const isHere = places.every((place, axis) => modulo(place, strides[axis]!) === phase[axis]);
    const shifts = places.map((place, axis) => Math.floor(place / strides[axis]!));
    return isHere ? [{ share, shifts }] : [];
  });
  const [first] = parts;
  const { graph } = first!.share;
  const [pictures, channels] = first!.share.shape as [number, number];
  const shape = [pictures, channels, ...size.sides];
  if (shifted.length === 0) return expand(graph.scalar(0), shape);
  return shifted.map(({ share, shifts }) => shift(share, shifts, size)).reduce(add);
}

/** Moves each element by so many rows and columns, in a picture of the given sides. */
function shift(share: Value, shifts: readonly number[], { sides, blockSize }: Size): Value {
  const windows = staticShape(share.shape.slice(2));
  if (shifts.every((by, axis) => by === 0 && windows[axis] === sides[axis])) return share;
  const starts = shifts.map((by) => Math.max(0, -by));
  const before = shifts.map((by, axis) => starts[axis]! + by);
  const kernel = starts.map(
    (start, axis) => Math.max(start, windows[axis]! + before[axis]! - sides[axis]!) + 1,
  );
  const after = kernel.map((size, axis) => sides[axis]! - 1 + size - windows[axis]! - before[axis]!);
  const kernels = oneHot(share, kernel, starts, blockSize);
  const attributes = { kernel_shape: kernel, pads: [...before, ...after], group: share.shape[1] as number };
  return blockedConv(share, kernels, undefined, attributes);
}

/** The first rows and columns. */
function cropped(x: Value, [height, width]: readonly number[], blockSize: number): Value {
  const [pictures, channels, rows, columns] = staticShape(x.shape) as Shape4;
  if (rows === height && columns === width) return x;
  const planes = reshape(x, [(pictures * channels) / blockSize, rows, columns * blockSize]);
  const part = slice(planes, { starts: [0, 0], ends: [height!, width! * blockSize], axes: [1, 2] });
  return reshape(part, [pictures, channels, height!, width!]);
}

const modulo = (a: number, b: number): number => ((a % b) + b) % b;
