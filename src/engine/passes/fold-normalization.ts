// Batch normalisation by given statistics, as in fine-tuning with frozen ones, moves into the convolution
// before it: it scales the filters and shifts the bias,
//   (w ∗ x + b - mean) · slope + shift = (w · slope) ∗ x + ((b - mean) · slope + shift)
// with slope = scale / √(variance + ε).
// Gradients then reach scale, shift and filters through these small tensors, and no pass over the pictures is
// left. In a finished model, with constant weights, the runtime does the same.
import type { Graph, Node, Value } from '../graph/graph.ts';
import { scopeOf } from '../graph/graph.ts';
import { readAttributes } from '../graph/operator.ts';
import { add, BatchNormalization, Conv, mul, neg, reshape, sub } from '../graph/operators/index.ts';
import { slopeOf } from './lowering/batch-normalization.ts';
import { rewrite } from './rewrite.ts';
import { countUses } from './uses.ts';

export function foldNormalization(graph: Graph): Graph {
  const uses = countUses(graph);
  return rewrite(graph, (node, { graph: target, translate }) => {
    const convolution = node.inputs[0]?.producer;
    if (!isGiven(node) || convolution?.operator !== Conv) return undefined;
    const isTrained = [convolution, node].some(({ inputs }) => inputs.slice(1).some((value) => !value?.data));
    if (uses.get(convolution.outputs[0]!) !== 1 || !isTrained) return undefined;
    const translated = ({ inputs }: Node) => inputs.map((value) => value && translate(value));
    const [x, weights, bias] = translated(convolution) as [Value, Value, Value | undefined];
    const [, scale, shift, mean, variance] = translated(node) as [Value, Value, Value, Value, Value];
    return target.within(scopeOf(node), () => {
      const slope = slopeOf(node, scale, variance);
      const scaled = mul(weights, reshape(slope, [-1, ...weights.shape.slice(1).map(() => 1)]));
      const moved = add(mul(bias ? sub(bias, mean) : neg(mean), slope), shift);
      return target.add(Conv, [x, scaled, moved], convolution.attributes, 1, convolution.name);
    });
  });
}

const isGiven = (node: Node): boolean =>
  node.operator === BatchNormalization &&
  readAttributes(BatchNormalization.attributes, node).training_mode === 0;
