// The order in which nodes are listed, by which ONNX Runtime decides the order in which it runs them: from
// the outputs it goes to what they need, among several operands to the one listed last. Listed as late as
// they can be, and among equals those of the last layer last, gradients are asked for from the last layer to
// the first. Each weight gradient then runs as soon as it can, while what it reads is still in the cache, and
// what it read is freed; else all would run when everything else is done.
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

/** How many nodes lie, at most, between each node and the end. */
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
