// The optimisers as training uses them where only their name, or not even that, is given.
import { adam } from '../optimizers/adam.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { sgd } from '../optimizers/sgd.ts';
import { defaults } from './defaults.ts';

const { beta2, momentum, weightDecay } = defaults;

/** By name, with a peak learning rate of one's own or the default one. */
export const defaultOptimizers = {
  adam: (learningRate: number = defaults.learningRate.adam): Optimizer =>
    adam({ learningRate, beta2, weightDecay }),
  sgd: (learningRate: number = defaults.learningRate.sgd): Optimizer =>
    sgd({ learningRate, momentum, nesterov: true }),
};
