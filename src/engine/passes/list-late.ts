// The order of the nodes in the file determines the order in which ONNX Runtime runs them: it starts from the
// outputs and visits the operand listed last first. This pass lists each node as late as possible and, among
// equals, those of the last layer last. So each weight gradient runs as soon as it can, while its operands
// are in the cache, and they are freed early. Otherwise all weight gradients would run at the very end.
import type { Graph, Node } from '../graph/graph.ts';
import { liveNodes } from '../graph/live-nodes.ts';
import { rewrite } from './rewrite.ts';

export function listLate(graph: Graph): Graph {
  const nodes = liveNodes(graph);
  const distances = distancesToEnd(nodes);
  const position = new Map(nodes.map((node, i) => [node, i]));
  const late = [...nodes].sort(
    (a, b) => distances.get(b)! - distances.get(a)! || position.get(b)! - position.get(a)!,
  );
  return rewrite(graph, () => undefined, undefined, late);
}

/** The length of the longest path from each node to an end of the graph. */
function distancesToEnd(nodes: readonly Node[]): ReadonlyMap<Node, number> {
  const distances = new Map<Node, number>();
  for (const node of nodes.toReversed()) {
    const distance = distances.get(node) ?? 0;
    distances.set(node, distance);
    for (const input of node.inputs) {
      if (!input?.producer) continue;
      distances.set(input.producer, Math.max(distances.get(input.producer) ?? 0, distance + 1));
    }
  }
  return distances;
}
