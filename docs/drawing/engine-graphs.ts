// The graphs of docs/engine.md: the forward graph of a small network, its training step before and after the
// passes, and the gradient of a convolution's weights.
import { Graph } from '../../src/engine/graph/graph.ts';
import { convWeightGradient } from '../../src/engine/graph/operators/index.ts';
import { finish } from '../../src/engine/passes/passes.ts';
import {
  activation,
  batchNormalization,
  conv2d,
  dense,
  flatten,
  maxPooling2d,
} from '../../src/nn/layers/index.ts';
import { countCorrect, oneHot, classificationLoss } from '../../src/nn/losses.ts';
import { BuildContext, sequential } from '../../src/nn/model.ts';
import { normalizePixels } from '../../src/nn/preprocessing.ts';
import { sgd } from '../../src/optimizers/sgd.ts';
import { groupParameters } from '../../src/training/parameter-groups.ts';
import { buildTrainStep, type TrainStepConfig } from '../../src/training/train-step-graph.ts';

const batchSize = 16;
const target = { device: 'cpu', blockSize: 16 } as const;

const model = sequential([
  conv2d({ filters: 16, kernelSize: 3, padding: 'same', useBias: false }),
  batchNormalization(),
  activation('relu'),
  maxPooling2d(2),
  flatten(),
  dense({ units: 10 }),
]);

const config: TrainStepConfig = {
  model,
  input: [1, 8, 8],
  classes: 10,
  normalization: { mean: [0.5], std: [0.25] },
  optimizer: sgd(),
  seed: 1,
};

/** The forward part of a training step, from pixels and labels to the loss. */
export function forwardGraph(): Graph {
  const graph = new Graph();
  const images = graph.input('images', 'uint8', [batchSize, ...config.input]);
  const labels = graph.input('labels', 'int32', [batchSize]);
  const context = new BuildContext(graph, { training: true });
  const logits = model.apply(context, normalizePixels(images, config.normalization));
  const targets = oneHot(labels, config.classes);
  graph.output('loss', classificationLoss(logits, targets));
  graph.output('correct', countCorrect(logits, targets));
  for (const [name, next] of context.updates) graph.output(`next/${name}`, next);
  return graph;
}

/** The training step with its gradients and its update. */
export function stepGraph(): Graph {
  const groups = groupParameters(model.weightSpecs(config.input), true);
  return buildTrainStep(config, groups, batchSize, {}).graph;
}

/** The gradient of the weights of a 3×3 convolution from 16 to 16 channels. */
export function weightGradientGraph(): Graph {
  const graph = new Graph();
  const [x, dy] = ['x', 'dy'].map((name) => graph.input(name, 'float32', [batchSize, 16, 8, 8]));
  const attributes = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] };
  const dw = graph.within('conv2d/backward', () => convWeightGradient(x!, dy!, attributes));
  graph.output('dw', dw);
  return graph;
}

/** The graph after the passes for a CPU with blocks of 16. */
export const finished = (graph: Graph): Graph => finish(graph, target);
