import { z } from 'zod';
import type { Value } from '../engine/graph/graph.ts';
import { add, div, mul, relu, sqrt, sub } from '../engine/graph/operators/index.ts';
import {
  commonOptions,
  defineOptimizer,
  keptShare,
  movingAverage,
  type Rule,
  type OptimizerFactory,
} from './define-optimizer.ts';

const schema = z.strictObject({
  ...commonOptions('rmsprop'),
  /** How much of the mean of squared gradients stays at each step. */
  rho: keptShare(0.9),
  /** How much of the velocity stays at each step; 0, no momentum, by default. */
  momentum: keptShare(0),
  /** Added inside the root; 1e-7 by default. */
  epsilon: z.number().positive().default(1e-7),
  /** Divides by the gradient's standard deviation in place of its root mean square (Graves, 2013). */
  centered: z.boolean().default(false),
});

/** The options of `rmsprop`. */
export interface RmspropOptions extends z.input<typeof schema> {}

/**
 * RMSprop (Tieleman & Hinton, 2012, lecture 6e): θ -= lr · g / √(mean of g² + ε). Epsilon is inside the root,
 * as in Keras and TensorFlow; PyTorch adds it outside. The velocity of momentum is kept without the rate, as
 * in PyTorch and in `sgd` here; Keras keeps it with the rate, which differs where the rate changes. Means
 * start at 0 and are not corrected.
 *
 * @function
 * @throws InputError for an option that there is not or that is out of range
 * @example rmsprop({ learningRate: 1e-3, momentum: 0.9 })
 */
export const rmsprop: OptimizerFactory<RmspropOptions> = defineOptimizer(
  'rmsprop',
  schema,
  ({ rho, momentum, epsilon, centered }): Rule => ({
    slots: ['meanSquare', ...(centered ? ['mean'] : []), ...(momentum > 0 ? ['velocity'] : [])],
    scalars: (_, rate) => ({ rate }),
    descend({ gradient, slots, scalars }) {
      const meanSquare = movingAverage(slots['meanSquare']!, mul(gradient, gradient), rho);
      const mean = centered ? movingAverage(slots['mean']!, gradient, rho) : undefined;
      const spread = mean ? variance(meanSquare, mean) : meanSquare;
      const scaled = div(gradient, sqrt(add(spread, epsilon)));
      const velocity = momentum > 0 ? add(mul(slots['velocity']!, momentum), scaled) : undefined;
      return {
        descent: mul(velocity ?? scaled, scalars['rate']!),
        slots: { meanSquare, ...(mean && { mean }), ...(velocity && { velocity }) },
      };
    },
  }),
);

/** By rounding, the difference may come out below zero. */
const variance = (meanSquare: Value, mean: Value): Value => relu(sub(meanSquare, mul(mean, mean)));
