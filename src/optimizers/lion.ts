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
  /** How much of the momentum is in the sign that is followed. */
  beta1: keptShare(0.9),
  /** How much of the momentum stays. */
  beta2: keptShare(0.99),
});

/** The options of `lion`. */
export interface LionOptions extends z.input<typeof schema> {}

/**
 * Lion (Chen et al., 2023), algorithm 2: θ -= lr · sign(β₁·m + (1 - β₁)·g), then m = β₂·m + (1 - β₂)·g. Each
 * weight moves by the whole rate or, where the sum is 0, not at all: the paper advises a rate three to ten
 * times below AdamW's, and as much more weight decay.
 *
 * @function
 * @throws InputError for an option that there is not or that is out of range
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
