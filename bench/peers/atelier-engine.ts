// The only file of the bench that uses this project's library: a training step and an inference call in the
// form that the bench measures. All other files use only these two functions.
import { architectures } from '../../src/architectures/index.ts';
import { encodeClassifier } from '../../src/nn/classifier-file.ts';
import { openClassifier } from '../../src/nn/classifier.ts';
import { initialWeights, type Model } from '../../src/nn/model.ts';
import { adam } from '../../src/optimizers/adam.ts';
import { TrainStep as Training } from '../../src/training/train-step.ts';
import type { Architecture } from '../protocol.ts';

export interface EngineOptions {
  architecture: Architecture;
  threads: number;
  seed: number;
}

export interface TrainStep {
  /** The number of trainable numbers; the bench rejects a network that differs from that of the peers. */
  parameters?: number;
  /**
   * Runs a whole step on raw pictures `[batch, 1, 28, 28]`: forward, backward and Adam's update. Resolves to
   * the loss.
   */
  step(images: Uint8Array, labels: Int32Array): Promise<number>;
}

export interface Inference {
  /** The number of trainable numbers; the bench rejects a network that differs from that of the peers. */
  parameters?: number;
  /** Returns class probabilities `[batch, 10]` for raw pictures `[batch, 1, 28, 28]`. */
  run(images: Uint8Array, batch: number): Promise<Float32Array>;
}

const classes = 10;
const input: [number, number, number] = [1, 28, 28];
const normalization = { mean: [0.286], std: [0.353] };
const learningRate = 1e-3;

const build = (architecture: Architecture): Model => architectures[architecture](classes);

/**
 * A training step with Adam at 1e-3, including dropout. It keeps parameters and optimiser state between
 * calls.
 */
export async function createTrainStep(options: EngineOptions & { batchSize: number }): Promise<TrainStep> {
  const { architecture, batchSize, threads, seed } = options;
  const model = build(architecture);
  const optimizer = adam({ learningRate });
  const training = new Training({ model, input, classes, normalization, optimizer, seed }, { threads });
  await training.prepare(batchSize);
  let steps = 0;
  return {
    parameters: model.countParameters(input),
    step: async (images, labels) =>
      (await training.run({ images, labels }, { step: ++steps, learningRate })).loss,
  };
}

/** A forward pass for inference, including softmax. */
export async function createInference({ architecture, threads, seed }: EngineOptions): Promise<Inference> {
  const model = build(architecture);
  const bytes = encodeClassifier(model, initialWeights(model.weightSpecs(input), seed), {
    classNames: Array.from({ length: classes }, (_, label) => String(label)),
    input: { channels: input[0], height: input[1], width: input[2] },
    preprocessing: normalization,
    data: 'synthetic',
    seed,
    epoch: 0,
  });
  const classifier = await openClassifier(bytes, architecture, { threads });
  return { parameters: model.countParameters(input), run: (images) => classifier.predict(images) };
}
