// Writes batch normalisation with trained weights as sums, scales and shifts for each channel, in the forward
// direction too. The gradient then shares them, the blocked layout continues through them, and devices
// without the operator in training (WebGPU) can run it.
import type { Graph, Value } from '../graph/graph.ts';
import { BatchNormalization, BatchNormalizationGradient } from '../graph/operators/index.ts';
import { lowerBatchNormalization, lowerBatchNormalizationGradient } from './lowering/batch-normalization.ts';
import { rewrite } from './rewrite.ts';

export const writeOutNormalization = (graph: Graph): Graph =>
  rewrite(graph, (node, { translate }) => {
    const inputs = (): Value[] => node.inputs.map((value) => translate(value!));
    if (node.operator === BatchNormalizationGradient) return lowerBatchNormalizationGradient(node, inputs());
    // The runtime itself handles constant weights.
    const isTrained = node.operator === BatchNormalization && !node.inputs[1]!.data;
    return isTrained ? lowerBatchNormalization(node, inputs()) : undefined;
  });
