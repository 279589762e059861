// What follows a blocked convolution and nothing else uses goes into it: a sum with another value, then ReLU. The kernel does
// both while the result is in the registers. Scales and shifts of normalisation are such convolutions too.
import type { Graph, Node, Value } from '../../graph/graph.ts';
import { BlockedConv } from '../../graph/operators/blocked.ts';
import { Add, Relu } from '../../graph/operators/index.ts';
import { sameShape } from '../../graph/tensor-type.ts';
import { rewrite } from '../rewrite.ts';
import { countUses } from '../uses.ts';

/** Run once per operation that is to go in: sums first, then activations. */
export const fuseConvolutions = (graph: Graph): Graph => fuseRelu(fuseSum(graph));

function fuseSum(graph: Graph): Graph {
  const uses = countUses(graph);
  const position = new Map(graph.nodes.map((node, i) => [node, i]));
  return rewrite(graph, (node, { graph: target, translate }) => {
    if (node.operator !== Add) return undefined;
    const fusable = node.inputs.filter((value) => canTake(value, 'sum', uses));
    // The later of two: the other is computed by then.
    const conv = fusable.sort((a, b) => position.get(b!.producer!)! - position.get(a!.producer!)!)[0];
    const other = node.inputs.find((value) => value !== conv);
    if (!conv || !other || !sameShape(conv.shape, other.shape)) return undefined;
    const { inputs, attributes, name } = conv.producer!;
    const [x, weights, bias] = inputs.map((value) => value && translate(value));
    return target.add(BlockedConv, [x, weights, bias, translate(other)], attributes, 1, name);
  });
}

function fuseRelu(graph: Graph): Graph {
  const uses = countUses(graph);
  return rewrite(graph, (node, { graph: target, translate }) => {
    const [x] = node.inputs;
    if (node.operator !== Relu || !canTake(x, 'activation', uses)) return undefined;
    const { inputs, attributes, name } = x.producer;
    const operands = inputs.map((value) => value && translate(value));
    return target.add(BlockedConv, operands, { ...attributes, activation: 'Relu' }, 1, name);
  });
}

type Produced = Value & { producer: Node };

/** Whether a value comes from a convolution that could do more, and is used here only. */
function canTake(
  value: Value | undefined,
  what: 'sum' | 'activation',
  uses: ReadonlyMap<Value, number>,
): value is Produced {
  if (value?.producer?.operator !== BlockedConv || uses.get(value) !== 1) return false;
  const { inputs, attributes } = value.producer;
  return attributes['activation'] === undefined && (what === 'activation' || !inputs[3]);
}
