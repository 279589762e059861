// The numbers that a classifier knows just before it decides.
import type { Graph, Value } from '../engine/graph/graph.ts';
import { isDense, lastLinear } from './last-linear.ts';

/**
 * The input of the last dense layer on the way to the graph's first output, if something computes that
 * input.
 */
export function penultimateValue(graph: Graph): Value | undefined {
  const [output] = graph.outputs.values();
  const node = lastLinear(output);
  return node && isDense(node) && node.inputs[0]?.producer ? node.inputs[0] : undefined;
}
