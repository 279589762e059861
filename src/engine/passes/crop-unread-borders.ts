// If a window does not divide its picture, the last rows and columns are never read: a pooling of 2 over 11
// rows ignores one. Neither they nor what only they depend on need computing, back to the first layer. The
// crop moves as close to the input as possible. Results are identical to the bit if the kernels keep their
// order of summation.
import type { Graph, Node, Value } from '../graph/graph.ts';
import { readAttributes } from '../graph/operator.ts';
import { liveNodes } from '../graph/live-nodes.ts';
import { poolingAttributes, slice } from '../graph/operators/index.ts';
import { poolingWindow, reach, windowOf, type Window } from '../graph/operators/window.ts';
import { staticShape, type Shape } from '../graph/tensor-type.ts';
import { isElementwise } from './elementwise.ts';
import { copyNode, rewrite } from './rewrite.ts';

/** How many rows and columns of a picture are read, from the top left. */
type Extent = readonly number[];

export function cropUnreadBorders(graph: Graph): Graph {
  const read = readExtents(graph);
  return rewrite(graph, (node, { graph: target, translate }) => {
    return copyNode(node, target, (value) => cropped(translate(value), read.get(value)));
  });
}

const isPicture = (shape: Shape): boolean => shape.length === 4 && shape.slice(1).every(Number.isInteger);

const spatial = (value: Value): number[] => staticShape(value.shape.slice(2));

function cropped(value: Value, extent: Extent | undefined): Value {
  if (!extent || spatial(value).every((size, axis) => size <= extent[axis]!)) return value;
  return slice(value, { starts: extent.map(() => 0), ends: extent, axes: extent.map((_, axis) => axis + 2) });
}

/** The extent of each picture that its users read. */
function readExtents(graph: Graph): Map<Value, Extent> {
  const extents = new Map<Value, Extent>();
  const mark = (value: Value, extent: Extent) => {
    const other = extents.get(value);
    extents.set(
      value,
      extent.map((size, axis) => Math.max(size, other?.[axis] ?? 0)),
    );
  };
  for (const value of graph.outputs.values()) if (isPicture(value.shape)) mark(value, spatial(value));
  for (const node of liveNodes(graph).reverse()) {
    const produced = extents.get(node.outputs[0]!);
    node.inputs.forEach((value, position) => {
      if (value && isPicture(value.shape))
        mark(value, (produced && extentThrough(node, position, produced)) ?? spatial(value));
    });
  }
  return extents;
}

/** The extent of an input that a node reads for the given extent of its output; undefined if it reads all. */
function extentThrough(node: Node, position: number, produced: Extent): Extent | undefined {
  const value = node.inputs[position]!;
  if (isElementwise(node)) {
    return spatial(value).map((size, axis) => (size === 1 ? 1 : produced[axis]!));
  }
  const window = position === 0 ? windowOfNode(node) : undefined;
  return window && extentOfWindows(window, produced, spatial(value));
}

function windowOfNode(node: Node): Window | undefined {
  const { type } = node.operator;
  if (type === 'Conv') return windowOf(node, staticShape(node.inputs[1]!.shape.slice(2)));
  // The second output of MaxPool has indices into the whole input, which a crop would change.
  const isPooling = (type === 'MaxPool' && node.outputs.length === 1) || type === 'AveragePool';
  return isPooling && !readAttributes(poolingAttributes, node).ceil_mode ? poolingWindow(node) : undefined;
}

function extentOfWindows(window: Window, produced: Extent, sizes: readonly number[]): Extent | undefined {
  const { kernel, strides, pads } = window;
  // A crop would move the padding at the end.
  if (kernel.some((_, axis) => pads[axis + kernel.length]! > 0)) return undefined;
  return sizes.map((size, axis) =>
    Math.min(size, (produced[axis]! - 1) * strides[axis]! + reach(window, axis) - pads[axis]!),
  );
}
