// The one place where the bench meets this project's own library: a training step and an inference call in the shape
// that the bench measures. Everything else in bench/ knows only these two functions.
import type { Architecture } from '../protocol.ts';

export interface EngineOptions {
  architecture: Architecture;
  threads: number;
  seed: number;
}

export interface TrainStep {
  /** How many trainable numbers the network has: the bench rejects another network than its peers have. */
  parameters?: number;
  /** One whole step on raw pictures `[batch, 1, 28, 28]`: forward, backward, Adam's update. Resolves to the loss. */
  step(images: Uint8Array, labels: Int32Array): Promise<number>;
}

export interface Inference {
  /** How many trainable numbers the network has: the bench rejects another network than its peers have. */
  parameters?: number;
  /** Class probabilities `[batch, 10]` of raw pictures `[batch, 1, 28, 28]`. */
  run(images: Uint8Array, batch: number): Promise<Float32Array>;
}

/** A training step with Adam at 1e-3, dropout included, parameters and optimiser state kept between calls. */
export function createTrainStep(options: EngineOptions & { batchSize: number }): Promise<TrainStep> {
  return notConnected(options);
}

/** A forward pass for inference, softmax included. */
export function createInference(options: EngineOptions): Promise<Inference> {
  return notConnected(options);
}

function notConnected(options: EngineOptions): Promise<never> {
  return Promise.reject(new Error(`${options.architecture} is not connected to the bench yet`));
}
