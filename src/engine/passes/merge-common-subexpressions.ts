// Merges nodes that compute the same from the same inputs. Gradients repeat computations of the forward
// direction, such as the statistics of a batch. The runtime would merge them too, but only after the later
// passes.
import type { Graph, Node, Value } from '../graph/graph.ts';
import { Dropout } from '../graph/operators/index.ts';
import { copyNode, rewrite } from './rewrite.ts';

/** Constants with more elements are equal only if they are the same value. */
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
    if (node.operator === Dropout) return undefined; // each node draws its own mask
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

/** Elements as text, with -0 and 0 distinct and NaN equal to itself. */
const formatted = (data: NonNullable<Value['data']>): string =>
  Array.from(data as ArrayLike<number | bigint>, (element) =>
    Object.is(element, -0) ? '-0' : String(element),
  ).join();

function keyOf({ operator, attributes, outputs }: Node, inputs: readonly number[]): string {
  const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([operator.domain, operator.type, outputs.length, inputs, sorted]);
}
