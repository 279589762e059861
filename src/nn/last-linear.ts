// Finds where a classifier's features end: at its last linear layer, which turns them into scores. It looks
// at the graph and does not need the code that built the model.
import type { Node, Value } from '../engine/graph/graph.ts';

/**
 * The last linear layer on the way to a value: a matrix product or a convolution with a constant kernel. Only
 * nodes with a single computed input may follow it, e.g. a bias, a pooling or a softmax.
 *
 * @returns the layer; the node that joins several computed values if one is in the way; or undefined
 */
export function lastLinear(output: Value | undefined): Node | undefined {
  for (let node = output?.producer; node;) {
    const computed = node.inputs.filter((value) => value !== undefined && !isConstant(value));
    if (computed.length > 1 || isLinear(node)) return node;
    node = computed[0]?.producer;
  }
  return undefined;
}

/** Whether a node is a matrix product or a convolution with a constant kernel. */
export const isLinear = (node: Node): boolean => isDense(node) || isKind(node, ['Conv']);

/** Whether a node is a matrix product with a constant kernel. */
export const isDense = (node: Node): boolean => isKind(node, ['Gemm', 'MatMul']);

const isKind = ({ operator: { type }, inputs: [x, kernel] }: Node, types: readonly string[]): boolean =>
  types.includes(type) && !!x && !isConstant(x) && !!kernel && isConstant(kernel);

/** Whether a value is a constant, or computed from constants alone, such as a kernel stored as int8. */
const isConstant = (value: Value): boolean =>
  value.data !== undefined ||
  (value.producer !== undefined && value.producer.inputs.every((input) => !input || isConstant(input)));
