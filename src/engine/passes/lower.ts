// Replaces operators that are not part of ONNX by ONNX operators, in a form that is fast on the CPU and
// available on every device.
import type { Graph, Node, Value } from '../graph/graph.ts';
import { lowerBatchNormalizationGradient } from './lowering/batch-normalization.ts';
import { lowerConvWeightGradient } from './lowering/conv-weight-gradient.ts';
import { lowerMaxPoolGradient } from './lowering/max-pool-gradient.ts';
import { lowerScaleShift } from './lowering/scale-shift.ts';
import { lowerMax, lowerSum } from './lowering/variadic.ts';
import { rewrite, type RewriteRule } from './rewrite.ts';

/** Builds the outputs of a node from the given inputs, which are in another graph. */
type Lowering = (node: Node, inputs: readonly Value[]) => readonly Value[];

const lowerings: Readonly<Record<string, Lowering>> = {
  BatchNormalizationGradient: lowerBatchNormalizationGradient,
  ConvWeightGradient: lowerConvWeightGradient,
  MaxPoolGradient: lowerMaxPoolGradient,
  ScaleShift: lowerScaleShift,
};

const pairs: Readonly<Record<string, Lowering>> = { Max: lowerMax, Sum: lowerSum };

function loweringOf({ operator, inputs }: Node): Lowering | undefined {
  return lowerings[operator.type] ?? (inputs.length > 2 ? pairs[operator.type] : undefined);
}

const lowerNode: RewriteRule = (node, { translate }) =>
  loweringOf(node)?.(node, node.inputs.map((value) => value && translate(value)) as readonly Value[]);

/** The same graph with ONNX operators only. */
export function lower(graph: Graph): Graph {
  const lowered = rewrite(graph, lowerNode);
  // A lowering may itself add nodes that need lowering.
  return lowered.nodes.some(loweringOf) ? lower(lowered) : lowered;
}
