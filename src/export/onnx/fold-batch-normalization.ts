// Batch normalisation that follows a convolution becomes part of its kernel and bias, before they are
// quantised: one rounding instead of two, and runtimes can fuse the convolution with the activation after it.
import type { Graph, Node, Value } from '../../engine/graph/graph.ts';
import { readAttributes } from '../../engine/graph/operator.ts';
import { BatchNormalization, Conv } from '../../engine/graph/operators/index.ts';
import { rewrite } from '../../engine/passes/rewrite.ts';
import { countUses } from '../../engine/passes/uses.ts';

/** The graph without batch normalisations that follow a convolution and have constant weights. */
export function foldBatchNormalization(graph: Graph): Graph {
  const uses = countUses(graph);
  return rewrite(graph, (node, { graph: target, translate }) => {
    const convolution = node.inputs[0]?.producer;
    if (node.operator !== BatchNormalization || convolution?.operator !== Conv) return undefined;
    const constants = [...convolution.inputs.slice(1), ...node.inputs.slice(1)];
    const isConstant = constants.every((value) => !value || value.data instanceof Float32Array);
    if (!isConstant || uses.get(convolution.outputs[0]!) !== 1) return undefined;
    const { kernel, bias } = folded(convolution, node);
    const [x, { shape, name }] = convolution.inputs as [Value, Value];
    const inputs = [
      translate(x),
      target.constant(kernel, shape, 'float32', name),
      target.constant(bias, [bias.length], 'float32', `${name}:bias`),
    ];
    return target.add(Conv, inputs, convolution.attributes, 1, convolution.name);
  });
}

/** `w · slope` and `(b − mean) · slope + beta`, with `slope = gamma / √(variance + ε)`. */
function folded(convolution: Node, normalization: Node): { kernel: Float32Array; bias: Float32Array } {
  const numbers = ({ inputs }: Node, i: number) => inputs[i]?.data as Float32Array | undefined;
  const [gamma, beta, mean, variance] = [1, 2, 3, 4].map((i) => numbers(normalization, i)!) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const { epsilon } = readAttributes(BatchNormalization.attributes, normalization);
  const slope = gamma.map((value, i) => value / Math.sqrt(variance[i]! + epsilon));
  const weights = numbers(convolution, 1)!;
  const perFilter = weights.length / slope.length;
  const bias = numbers(convolution, 2);
  return {
    kernel: weights.map((weight, i) => weight * slope[Math.floor(i / perFilter)]!),
    bias: slope.map((value, i) => ((bias?.[i] ?? 0) - mean[i]!) * value + beta[i]!),
  };
}
