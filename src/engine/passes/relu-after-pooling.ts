// Relu, then MaxPool, becomes MaxPool, then Relu. Relu is monotone, so that the results are the same, and what follows,
// the mask of its gradient above all, works on as many fewer elements as the pooling leaves.
import type { Graph, Value } from '../graph/graph.ts';
import { MaxPool, Relu, relu } from '../graph/operators/index.ts';
import { rewrite } from './rewrite.ts';

export function reluAfterPooling(graph: Graph): Graph {
  const uses = countUses(graph);
  return rewrite(graph, (node, { translate, graph: target }) => {
    const activated = node.inputs[0]?.producer;
    if (node.operator !== MaxPool || node.outputs.length > 1 || activated?.operator !== Relu)
      return undefined;
    if (uses.get(activated.outputs[0]!) !== 1) return undefined;
    const pooled = target.add(MaxPool, [translate(activated.inputs[0]!)], node.attributes, 1, node.name);
    return [relu(pooled[0]!)];
  });
}

/** How often each value is an operand or a result. */
function countUses(graph: Graph): Map<Value, number> {
  const uses = new Map<Value, number>();
  const values = [...graph.nodes.flatMap((node) => node.inputs), ...graph.outputs.values()];
  for (const value of values) if (value) uses.set(value, (uses.get(value) ?? 0) + 1);
  return uses;
}
