// Copies a graph node by node; a rule may replace a node. Most passes are such rules. Nodes that no output
// needs are left out.
import { Graph, scopeOf, type Node, type Value } from '../graph/graph.ts';
import { liveNodes } from '../graph/live-nodes.ts';

/** What a rule builds with: the new graph, and the new values of old ones. */
export interface Rewriting {
  readonly graph: Graph;
  readonly translate: (value: Value) => Value;
}

/** The outputs in the new graph that replace a node's, or undefined to copy the node. */
export type RewriteRule = (node: Node, rewriting: Rewriting) => readonly Value[] | undefined;

/** The values in the new graph that replace the inputs. */
type InputRule = (inputs: readonly Value[], graph: Graph) => Map<Value, Value>;

const keepInputs: InputRule = (inputs, graph) =>
  new Map(inputs.map((value) => [value, graph.input(value.name, value.dtype, value.shape)]));

export function rewrite(
  source: Graph,
  rule: RewriteRule,
  inputRule: InputRule = keepInputs,
  nodes: readonly Node[] = liveNodes(source),
): Graph {
  const graph = new Graph();
  const values = inputRule(source.inputs, graph);
  const translate = (value: Value): Value => {
    const known = values.get(value);
    if (known) return known;
    const copy = graph.constant(value.data!, value.shape, value.dtype, value.name);
    values.set(value, copy);
    return copy;
  };
  for (const node of nodes) {
    const replacement = graph.within(scopeOf(node), () => rule(node, { graph, translate }));
    const outputs = replacement ?? copyNode(node, graph, translate);
    node.outputs.forEach((value, i) => values.set(value, outputs[i]!));
  }
  for (const [name, value] of source.outputs) graph.output(name, translate(value));
  return graph;
}

/** The same node in another graph. */
export function copyNode(node: Node, graph: Graph, translate: (value: Value) => Value): readonly Value[] {
  const inputs = node.inputs.map((value) => value && translate(value));
  return graph.add(node.operator, inputs, node.attributes, node.outputs.length, node.name);
}
