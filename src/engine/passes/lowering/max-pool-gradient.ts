// MaxPoolGradient without the indices of the maxima, which are slow to get on the CPU and missing on WebGPU.
// It compares the input with the maximum of its window; elements equal to it share the gradient.
import type { Node, Value } from '../../graph/graph.ts';
import { GraphError, readAttributes } from '../../graph/operator.ts';
import {
  averagePool,
  cast,
  div,
  equal,
  mul,
  pad,
  poolingAttributes,
  slice,
  sum,
  upsample,
} from '../../graph/operators/index.ts';
import type { SliceRange } from '../../graph/operators/shaping.ts';
import { unslice } from '../../graph/operators/unslice.ts';
import { isTiling, padsOfAllAxes, poolingWindow, type Window } from '../../graph/operators/window.ts';
import { sizeOf, staticShape } from '../../graph/tensor-type.ts';
import { kernelOffsets } from './kernel-offsets.ts';

export function lowerMaxPoolGradient(node: Node, [x, y, dy]: readonly Value[]): Value[] {
  if (readAttributes(poolingAttributes, node).ceil_mode)
    throw new GraphError(`${node.name}: the gradient of ceil_mode is not supported`);
  const window = poolingWindow(node);
  return [isTiling(window) ? overTiles(x!, y!, dy!, window) : overWindows(x!, y!, dy!, window)];
}

/**
 * For windows that do not overlap: enlarges maxima and gradients to the size of the input, so everything is
 * elementwise.
 */
function overTiles(x: Value, y: Value, dy: Value, { kernel }: Window): Value {
  const tiled = kernel.map((size, axis) => size * (y.shape[axis + 2] as number));
  const border = tiled.map((size, axis) => (x.shape[axis + 2] as number) - size);
  const hasBorder = border.some((size) => size > 0);
  const axes = kernel.map((_, axis) => axis + 2);
  const covered = hasBorder ? slice(x, { starts: axes.map(() => 0), ends: tiled, axes }) : x;
  const reached = cast(equal(covered, upsample(y, kernel)), x.dtype);
  const share = div(dy, mul(averagePool(reached, { kernel_shape: kernel, strides: kernel }), sizeOf(kernel)));
  const gradient = mul(reached, upsample(share, kernel));
  return hasBorder ? pad(gradient, [...x.shape.map(() => 0), 0, 0, ...border]) : gradient;
}

/**
 * For all other windows: handles one position of the window at a time, and puts each part back where it came
 * from.
 */
function overWindows(x: Value, y: Value, dy: Value, window: Window): Value {
  const pads = padsOfAllAxes(window);
  const isPadded = pads.some((size) => size !== 0);
  const surrounded = isPadded ? pad(x, pads, -Infinity) : x;
  const ranges = kernelOffsets(window.kernel).map((offset) => placeRanges(offset, y, window));
  const reached = ranges.map((place) => cast(equal(sliceBy(surrounded, place), y), x.dtype));
  const share = div(dy, sum(...reached));
  const parts = reached.map((mask, i) => unsliceBy(mul(mask, share), ranges[i]!, surrounded));
  const gradient = sum(...parts);
  return isPadded
    ? pad(
        gradient,
        pads.map((size) => -size),
      )
    : gradient;
}

/** The elements of the padded input at one position of the window. */
const placeRanges = (offset: readonly number[], y: Value, { strides, dilations }: Window): SliceRange[] =>
  offset.map((place, axis) => ({
    axis: axis + 2,
    start: place * dilations[axis]!,
    step: strides[axis]!,
    count: y.shape[axis + 2] as number,
  }));

const sliceBy = (x: Value, ranges: readonly SliceRange[]): Value =>
  slice(x, {
    starts: ranges.map(({ start }) => start),
    ends: ranges.map(({ start, step, count }) => start + (count - 1) * step + 1),
    axes: ranges.map(({ axis }) => axis),
    steps: ranges.map(({ step }) => step),
  });

const unsliceBy = (part: Value, ranges: readonly SliceRange[], whole: Value): Value =>
  ranges.reduce((gradient, range) => unslice(gradient, range, staticShape(whole.shape)[range.axis]!), part);
