// Nodes that compute the same from the same become one. Gradients ask anew for what the forward direction has
// computed already, a batch's statistics for example; the runtime would merge them too, but only after the
// passes to come.
import type { Graph, Node, Value } from '../graph/graph.ts';
import { Dropout } from '../graph/operators/index.ts';
import { copyNode, rewrite } from './rewrite.ts';

/** Constants of more elements than this are the same only where they are one value. */
const comparedElements = 64;

export function mergeCommonSubexpressions(graph: Graph): Graph {
  const known = new Map<string, readonly Value[]>();
  const identities = new Map<Value | string, number>();
  const numberOf = (key: Value | string): number => {
    const number = identities.get(key) ?? identities.size;
    identities.set(key, number);
    return number;
  };
  const identityOf = (value: Value | undefined): number => (value ? numberOf(contentOf(value) ?? value) : -1);
  return rewrite(graph, (node, { graph: target, translate }) => {
    if (node.operator === Dropout) return undefined; // drawn anew each time
    const key = keyOf(
      node,
      node.inputs.map((value) => identityOf(value && translate(value))),
    );
    const outputs = known.get(key) ?? copyNode(node, target, translate);
    known.set(key, outputs);
    return outputs;
  });
}

const contentOf = ({ data, dtype, shape }: Value): string | undefined =>
  data && data.length <= comparedElements ? `${dtype} ${shape.join()}: ${formatted(data)}` : undefined;

/** Elements as text that tells -0 from 0, and NaN as what it is. */
const formatted = (data: NonNullable<Value['data']>): string =>
  Array.from(data as ArrayLike<number | bigint>, (element) =>
    Object.is(element, -0) ? '-0' : String(element),
  ).join();

function keyOf({ operator, attributes, outputs }: Node, inputs: readonly number[]): string {
  const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([operator.domain, operator.type, outputs.length, inputs, sorted]);
}
