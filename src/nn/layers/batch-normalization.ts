import { z } from 'zod';
import {
  batchNormalization as normalize,
  batchNormalizationTraining,
} from '../../engine/graph/operators/index.ts';
import { initializers } from '../initializers.ts';
import { defineLayer, expectChannels, type Layer, withType } from '../layer.ts';

const schema = z.strictObject({
  /** How much of the running mean and variance stays at each step. */
  momentum: z.number().min(0).lt(1).default(0.9),
  /** Added to the variance; 0.001 by default. */
  epsilon: z.number().positive().default(1e-3),
});

/** The options of `batchNormalization`. */
export interface BatchNormalizationOptions extends z.input<typeof schema> {}

const defined = defineLayer('batchNormalization', schema, (context, x, { momentum, epsilon }) => {
  const shape = [expectChannels(context, x)];
  const gamma = context.parameter('gamma', shape, initializers.ones);
  const beta = context.parameter('beta', shape, initializers.zeros);
  const mean = context.state('movingMean', shape, initializers.zeros);
  const variance = context.state('movingVariance', shape, initializers.ones);
  if (!context.training) return normalize(x, gamma, beta, mean, variance, { epsilon });
  const [y, nextMean, nextVariance] = batchNormalizationTraining(x, gamma, beta, mean, variance, {
    epsilon,
    momentum,
  });
  context.update(mean, nextMean);
  context.update(variance, nextVariance);
  return y;
});

/**
 * Normalises each channel of pictures, or feature of a matrix, by the batch while training, by running
 * figures afterwards (Ioffe & Szegedy, 2015).
 *
 * @function
 * @example batchNormalization()
 */
export const batchNormalization = withType(defined.type, (options: BatchNormalizationOptions = {}): Layer =>
  defined(options),
);
