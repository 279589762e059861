// Counts the uses of values, which passes check before they replace two nodes by one.
import type { Graph, Value } from '../graph/graph.ts';
import { liveNodes } from '../graph/live-nodes.ts';

/** How often each value is an operand of a live node, or an output. */
export function countUses(graph: Graph): ReadonlyMap<Value, number> {
  const uses = new Map<Value, number>();
  const values = [...liveNodes(graph).flatMap((node) => node.inputs), ...graph.outputs.values()];
  for (const value of values) if (value) uses.set(value, (uses.get(value) ?? 0) + 1);
  return uses;
}
