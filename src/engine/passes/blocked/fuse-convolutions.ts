// Moves into a blocked convolution what follows it, if nothing else uses the result: a sum with another
// value, then ReLU or Clip. The kernel computes both while the result is in registers. The scales and shifts
// of normalisation are blocked convolutions too.
import type { Graph, Node, Value } from '../../graph/graph.ts';
import { BlockedConv } from '../../graph/operators/blocked.ts';
import type { Attributes } from '../../graph/operator.ts';
import { add, Add, Clip, Relu } from '../../graph/operators/index.ts';
import { sameShape } from '../../graph/tensor-type.ts';
import { rewrite } from '../rewrite.ts';
import { countUses } from '../uses.ts';

/** One run for each kind of operation, sums before activations. */
export const fuseConvolutions = (graph: Graph): Graph => fuseActivation(fuseSum(graph));

/** Chains the terms of a sum: each convolution adds the sum of the terms before it. */
function fuseSum(graph: Graph): Graph {
  const uses = countUses(graph);
  const position = new Map(graph.nodes.map((node, i) => [node, i]));
  return rewrite(graph, (node, { graph: target, translate }) => {
    if (node.operator !== Add) return undefined;
    const terms = termsOf(node, uses);
    const convolutions = terms
      .filter(
        (value): value is Produced =>
          canTake(value, 'sum', uses) && sameShape(value.shape, node.outputs[0]!.shape),
      )
      .sort((a, b) => position.get(a.producer)! - position.get(b.producer)!);
    if (convolutions.length === 0) return undefined;
    const others = terms.filter((value) => !convolutions.some((taken) => taken === value)).map(translate);
    const start = others.length > 0 ? others.reduce(add) : translate(convolutions.shift()!);
    return [convolutions.reduce((sum, conv) => withSum(conv, sum, target, translate), start)];
  });
}

/** The terms of a sum, including those of nested sums that nothing else uses. */
function termsOf({ inputs, outputs }: Node, uses: ReadonlyMap<Value, number>): Value[] {
  return inputs.flatMap((value) => {
    const producer = uses.get(value!) === 1 ? value!.producer : undefined;
    const isSum = producer?.operator === Add && sameShape(value!.shape, outputs[0]!.shape);
    return isSum ? termsOf(producer, uses) : [value!];
  });
}

function withSum(
  { producer: { inputs, attributes, name } }: Produced,
  sum: Value,
  target: Graph,
  translate: (value: Value) => Value,
): Value {
  const [x, weights, bias] = inputs.map((value) => value && translate(value));
  return target.add(BlockedConv, [x, weights, bias, sum], attributes, 1, name)[0]!;
}

function fuseActivation(graph: Graph): Graph {
  const uses = countUses(graph);
  return rewrite(graph, (node, { graph: target, translate }) => {
    const [x] = node.inputs;
    const activation = activationOf(node);
    if (!activation || !canTake(x, 'activation', uses)) return undefined;
    const { inputs, attributes, name } = x.producer;
    const operands = inputs.map((value) => value && translate(value));
    return target.add(BlockedConv, operands, { ...attributes, ...activation }, 1, name);
  });
}

/** The attributes that make a convolution compute an activation; undefined if it can't. */
function activationOf({ operator, inputs }: Node): Attributes | undefined {
  if (operator === Relu) return { activation: 'Relu' };
  const bounds = inputs.slice(1).map((value) => value?.data?.[0]);
  if (operator !== Clip || bounds.length !== 2 || bounds.some((bound) => typeof bound !== 'number'))
    return undefined;
  return { activation: 'Clip', activation_params: bounds as number[] };
}

type Produced = Value & { producer: Node };

/** Whether a value comes from a convolution that can still take this operation and has no other use. */
function canTake(
  value: Value | undefined,
  what: 'sum' | 'activation',
  uses: ReadonlyMap<Value, number>,
): value is Produced {
  if (value?.producer?.operator !== BlockedConv || uses.get(value) !== 1) return false;
  const { inputs, attributes } = value.producer;
  return attributes['activation'] === undefined && (what === 'activation' || !inputs[3]);
}
