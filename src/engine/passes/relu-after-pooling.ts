// Relu followed by MaxPool becomes MaxPool followed by Relu. Relu is monotone, so the results are the same,
// but Relu and the mask of its gradient work on fewer elements.
import type { Graph } from '../graph/graph.ts';
import { MaxPool, Relu, relu } from '../graph/operators/index.ts';
import { rewrite } from './rewrite.ts';
import { countUses } from './uses.ts';

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
