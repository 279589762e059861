// Max pooling after a convolution of few channels, usually the first of a network. The convolution's result
// is many times its input, so both are limited by memory. Here each position of the pooling's window becomes
// a convolution with the window's size as its stride. The pooling is then the elementwise maximum of a few
// small results, as is its gradient, and the large result never exists. In training only: for constant
// weights the runtime has a faster method.
import type { Graph, Node, Value } from '../graph/graph.ts';
import { readAttributes } from '../graph/operator.ts';
import {
  add,
  Conv,
  conv,
  groupsOf,
  max,
  MaxPool,
  pad,
  poolingAttributes,
  reshape,
  slice,
} from '../graph/operators/index.ts';
import { isTiling, padsOfAllAxes, poolingWindow, windowOf, type Window } from '../graph/operators/window.ts';
import { sizeOf, staticShape } from '../graph/tensor-type.ts';
import { kernelOffsets } from './lowering/kernel-offsets.ts';
import { rewrite } from './rewrite.ts';
import { countUses } from './uses.ts';

/** Up to this many products per element cost less than writing the result and reading it again. */
const mostProducts = 32;

export function poolInPhases(graph: Graph): Graph {
  const uses = countUses(graph);
  return rewrite(graph, (node, { translate }) => {
    const convolution = node.inputs[0]?.producer;
    if (node.operator !== MaxPool || node.outputs.length > 1 || convolution?.operator !== Conv)
      return undefined;
    if (uses.get(convolution.outputs[0]!) !== 1 || !isCheap(convolution)) return undefined;
    const tile = tileOf(node);
    const [x, weights, bias] = convolution.inputs.map((value) => value && translate(value));
    return tile && [largestOfPhases(convolution, tile, x!, weights!, bias)];
  });
}

/** Whether a convolution has stride 1 and few products to sum for each element. */
function isCheap({ inputs, attributes }: Node): boolean {
  const weights = inputs[1]!;
  const [, channels, ...kernel] = staticShape(weights.shape) as [number, number, ...number[]];
  const { strides, dilations } = windowOf({ attributes }, kernel);
  const isTrained = !weights.data;
  const isPlain = groupsOf({ attributes }) === 1 && [...strides, ...dilations].every((size) => size === 1);
  return isTrained && isPlain && inputs[0]!.shape.length === 4 && channels * sizeOf(kernel) <= mostProducts;
}

/** The window of a pooling whose windows tile the whole picture; otherwise undefined. */
function tileOf(node: Node): readonly number[] | undefined {
  const window = poolingWindow(node);
  const sizes = staticShape(node.inputs[0]!.shape.slice(2));
  const covers = sizes.every((size, axis) => size % window.kernel[axis]! === 0);
  return isTiling(window) && covers && !readAttributes(poolingAttributes, node).ceil_mode
    ? window.kernel
    : undefined;
}

function largestOfPhases(
  { attributes, outputs }: Node,
  tile: readonly number[],
  x: Value,
  weights: Value,
  bias: Value | undefined,
): Value {
  const window = windowOf({ attributes }, staticShape(weights.shape.slice(2)));
  const surrounded = window.pads.some((size) => size > 0) ? pad(x, padsOfAllAxes(window)) : x;
  const sizes = staticShape(outputs[0]!.shape.slice(2));
  const phases = kernelOffsets(tile).map((offset) =>
    conv(readBy(surrounded, offset, window, tile, sizes), weights, undefined, { strides: tile }),
  );
  const largest = max(...phases);
  // Added once for all phases, so its gradient is computed once too.
  return bias ? add(largest, reshape(bias, [1, -1, 1, 1])) : largest;
}

/** The part of the input that the convolution for one position of the window reads. */
function readBy(
  x: Value,
  offset: readonly number[],
  { kernel }: Window,
  tile: readonly number[],
  sizes: readonly number[],
): Value {
  const ends = offset.map((start, axis) => start + sizes[axis]! - tile[axis]! + kernel[axis]!);
  return slice(x, { starts: offset, ends, axes: offset.map((_, axis) => axis + 2) });
}
