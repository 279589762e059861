// How often values are used: what passes ask before they put something in the place of two nodes.
import type { Graph, Value } from '../graph/graph.ts';
import { liveNodes } from '../graph/live-nodes.ts';

/** How often each value is an operand of what the outputs need, or an output. */
export function countUses(graph: Graph): ReadonlyMap<Value, number> {
  const uses = new Map<Value, number>();
  const values = [...liveNodes(graph).flatMap((node) => node.inputs), ...graph.outputs.values()];
  for (const value of values) if (value) uses.set(value, (uses.get(value) ?? 0) + 1);
  return uses;
}
