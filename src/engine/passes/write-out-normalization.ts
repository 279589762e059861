// Batch normalisation in training becomes sums and scales per channel, in the forward direction too: its
// gradient then shares them, the blocked layout can go on through it, and it runs where there is no such
// operator in training (WebGPU).
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
