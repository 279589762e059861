// The defaults of training, apart from the code, so that a command can print its help without loading it.
// They were chosen on the validation split of Fashion-MNIST; docs/results.md has the figures.
import { learningRates } from '../optimizers/names.ts';

export const defaults = {
  epochs: 3,
  batchSize: 64,
  seed: 1,
  /**
   * Peak learning rates. Those that were not chosen here come from optimizers/names.ts, which names their
   * sources.
   */
  learningRate: { ...learningRates, adam: 4e-3, sgd: 0.05 },
  /** For sgd, in Nesterov's form. */
  momentum: 0.9,
  /**
   * For adam. Runs of few steps do better with a shorter memory for squared gradients than the usual 0.999.
   */
  beta2: 0.99,
  /** For adam, decoupled from the gradient. */
  weightDecay: 0.05,
  /** The share of the steps over which the learning rate rises, before it falls to zero. */
  warmup: 0.1,
  /** The share of the training data to hold back for validation: 5,000 of Fashion-MNIST's 60,000 pictures. */
  validationShare: 1 / 12,
  /** The most seconds of work that a killed run can lose, if it has a run directory. */
  checkpointSeconds: 30,
} as const;
