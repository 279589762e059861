// Operators that came to ONNX after the version of the operator set that is asked for, written out in older
// ones.
import type { Graph, Node, Value } from '../../engine/graph/graph.ts';
import { GraphError } from '../../engine/graph/operator.ts';
import * as op from '../../engine/graph/operators/index.ts';
import { liveNodes } from '../../engine/graph/live-nodes.ts';
import { rewrite } from '../../engine/passes/rewrite.ts';

/** The version in which each operator came, if after the oldest that can be written. */
const since: Readonly<Record<string, number>> = {
  HardSwish: 14,
  CumSum: 14,
  LayerNormalization: 17,
  Mish: 18,
  Gelu: 20,
};

const writtenOut: Readonly<Record<string, (x: Value, node: Node) => Value>> = {
  HardSwish: (x) => op.mul(x, op.clip(op.add(op.mul(x, 1 / 6), 0.5), 0, 1)),
  Mish: (x) => op.mul(x, op.tanh(op.softplus(x))),
  Gelu: (x, { attributes }) =>
    attributes['approximate'] === 'tanh'
      ? geluByTanh(x)
      : op.mul(op.mul(x, 0.5), op.add(op.erf(op.mul(x, Math.SQRT1_2)), 1)),
};

/** Hendrycks & Gimpel (2016), the approximation. */
const geluByTanh = (x: Value): Value => {
  const cubed = op.mul(op.mul(x, x), op.mul(x, 0.044715));
  return op.mul(op.mul(x, 0.5), op.add(op.tanh(op.mul(op.add(x, cubed), Math.sqrt(2 / Math.PI))), 1));
};

/**
 * The graph with operators that the version has.
 *
 * @throws GraphError that names a node if its operator is newer and can't be written out
 */
export function forOpset(graph: Graph, opset: number): Graph {
  if (liveNodes(graph).every(({ operator }) => opset >= (since[operator.type] ?? 0))) return graph;
  return rewrite(graph, (node, { translate }) => {
    const { type } = node.operator;
    const needed = since[type] ?? 0;
    if (opset >= needed) return undefined;
    const write = writtenOut[type];
    if (!write)
      throw new GraphError(`${node.name}: ${type} needs version ${needed} of ONNX's operators, got ${opset}`);
    return [write(translate(node.inputs[0]!), node)];
  });
}
