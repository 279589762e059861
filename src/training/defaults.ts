// What training does where nothing else is said, apart from the code so that a command's help need not load
// it. Chosen on the validation split of Fashion-MNIST: docs/results.md has the figures.
import { learningRates } from '../optimizers/names.ts';

export const defaults = {
  epochs: 3,
  batchSize: 64,
  seed: 1,
  /** Peak learning rates: optimizers/names.ts says where those are from that were not chosen here. */
  learningRate: { ...learningRates, adam: 4e-3, sgd: 0.05 },
  /** Of sgd, in Nesterov's form. */
  momentum: 0.9,
  /** Of adam: a shorter memory for squared gradients than the customary 0.999 suits runs of few steps. */
  beta2: 0.99,
  /** Of adam, decoupled from the gradient. */
  weightDecay: 0.05,
  /** The share of the steps over which the learning rate rises, before it falls to zero. */
  warmup: 0.1,
  /** The share of the training data that is held back for validation: 5,000 of Fashion-MNIST's 60,000. */
  validationShare: 1 / 12,
  /** How long a killed run's work may be lost, in a run directory. */
  checkpointSeconds: 30,
} as const;
