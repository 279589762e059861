import { z } from 'zod';
import {
  batchNormalization as normalize,
  batchNormalizationTraining,
} from '../../engine/graph/operators/index.ts';
import { initializers } from '../initializers.ts';
import { defineLayer, expectChannels, type Layer, withType } from '../layer.ts';

const schema = z.strictObject({
  /** The weight of the old running mean and variance at each step; 0.9 by default. */
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
 * Normalises each channel of pictures, or each feature of a matrix. In training it uses the statistics of the
 * batch, otherwise running averages (Ioffe & Szegedy, 2015).
 *
 * @function
 * @example batchNormalization()
 */
export const batchNormalization = withType(defined.type, (options: BatchNormalizationOptions = {}): Layer =>
  defined(options),
);
