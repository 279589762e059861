// Writes batch normalisation in training as sums and scales for each channel, in the forward direction too.
// The gradient then shares them, the blocked layout continues through them, and devices without the operator
// in training (WebGPU) can run it.
import type { Graph, Value } from '../graph/graph.ts';
import { readAttributes } from '../graph/operator.ts';
import { BatchNormalization, BatchNormalizationGradient } from '../graph/operators/index.ts';
import { lowerBatchNormalization, lowerBatchNormalizationGradient } from './lowering/batch-normalization.ts';
import { rewrite } from './rewrite.ts';

export const writeOutNormalization = (graph: Graph): Graph =>
  rewrite(graph, (node, { translate }) => {
    const inputs = (): Value[] => node.inputs.map((value) => translate(value!));
    if (node.operator === BatchNormalizationGradient) return lowerBatchNormalizationGradient(node, inputs());
    const isTraining =
      node.operator === BatchNormalization &&
      readAttributes(BatchNormalization.attributes, node).training_mode === 1;
    return isTraining ? lowerBatchNormalization(node, inputs()) : undefined;
  });
