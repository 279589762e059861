import { z } from 'zod';
import { mul, sign } from '../engine/graph/operators/index.ts';
import {
  commonOptions,
  defineOptimizer,
  keptShare,
  movingAverage,
  type Rule,
  type OptimizerFactory,
} from './define-optimizer.ts';

const schema = z.strictObject({
  ...commonOptions('lion'),
  /** The weight of the momentum in the sum whose sign is the step; 0.9 by default. */
  beta1: keptShare(0.9),
  /** The decay of the momentum at each step; 0.99 by default. */
  beta2: keptShare(0.99),
});

/** The options of `lion`. */
export interface LionOptions extends z.input<typeof schema> {}

/**
 * Lion (Chen et al., 2023), algorithm 2: θ -= lr · sign(β₁·m + (1 - β₁)·g), then m = β₂·m + (1 - β₂)·g. Each
 * weight changes by the whole rate, or not at all if the sum is 0. Therefore the paper advises a rate three
 * to ten times smaller than AdamW's, and a weight decay larger by the same factor.
 *
 * @function
 * @throws InputError for an unknown option or a value out of range
 * @example lion({ learningRate: 3e-4, weightDecay: 0.1 })
 */
export const lion: OptimizerFactory<LionOptions> = defineOptimizer(
  'lion',
  schema,
  ({ beta1, beta2 }): Rule => ({
    slots: ['m'],
    scalars: (_, rate) => ({ rate }),
    descend({ gradient, slots, scalars }) {
      const direction = sign(movingAverage(slots['m']!, gradient, beta1));
      const m = movingAverage(slots['m']!, gradient, beta2);
      return { descent: mul(direction, scalars['rate']!), slots: { m } };
    },
  }),
);
