// The last pass before a graph runs: what is not ONNX becomes ONNX, in the form that is fastest on the CPU
// and there on every device.
import type { Graph, Node, Value } from '../graph/graph.ts';
import { lowerBatchNormalizationGradient } from './lowering/batch-normalization.ts';
import { lowerConvWeightGradient } from './lowering/conv-weight-gradient.ts';
import { lowerMaxPoolGradient } from './lowering/max-pool-gradient.ts';
import { lowerScaleShift } from './lowering/scale-shift.ts';
import { lowerMax, lowerSum } from './lowering/variadic.ts';
import { rewrite, type RewriteRule } from './rewrite.ts';

/** Builds, in another graph, what a node puts out for the given inputs. */
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

/** The same graph in ONNX's operators alone. */
export function lower(graph: Graph): Graph {
  const lowered = rewrite(graph, lowerNode);
  // What a lowering puts in a node's place may want lowering itself.
  return lowered.nodes.some(loweringOf) ? lower(lowered) : lowered;
}
