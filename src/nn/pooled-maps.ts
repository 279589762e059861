// Finds the feature maps that a network averages before it decides.
import type { Node, Value } from '../engine/graph/graph.ts';
import { reducedAxes } from '../engine/graph/operators/reduction.ts';

/** Operators that pass values on in their order. */
export const keepsOrder: ReadonlySet<string> = new Set([
  ...['Flatten', 'Reshape', 'Squeeze', 'Identity', 'Dropout', 'Cast'],
]);

/** The maps `[batch, channels, height, width]` whose means over all places a row has, if it has those. */
export function pooledMaps(row: Value | undefined): Value | undefined {
  const pooling = nodeBefore(row, ({ operator }) => keepsOrder.has(operator.type));
  return pooling && isGlobalMean(pooling) ? pooling.inputs[0] : undefined;
}

/** The node that computes a value, skipping those that only pass it on. */
export function nodeBefore(value: Value | undefined, isPassing: (node: Node) => boolean): Node | undefined {
  let node = value?.producer;
  while (node && isPassing(node)) node = node.inputs[0]?.producer;
  return node;
}

function isGlobalMean(node: Node): boolean {
  if (node.operator.type === 'GlobalAveragePool') return true;
  const isMean = node.operator.type === 'ReduceMean' && node.inputs[0]!.shape.length === 4;
  return isMean && reducedAxes(node).join() === '2,3';
}
