// Finds the nodes that the outputs of a graph need.
import type { Graph, Node, Value } from './graph.ts';

/** The nodes that the given values (by default the graph's outputs) depend on, in the graph's order. */
export function liveNodes(graph: Graph, values: Iterable<Value> = graph.outputs.values()): Node[] {
  const needed = new Set([...values].map((value) => value.producer));
  const live: Node[] = [];
  for (const node of graph.nodes.toReversed()) {
    if (!needed.has(node)) continue;
    live.push(node);
    for (const input of node.inputs) needed.add(input?.producer);
  }
  return live.reverse();
}
