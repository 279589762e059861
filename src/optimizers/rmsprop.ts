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
  /** The decay of the mean of squared gradients at each step; 0.9 by default. */
  rho: keptShare(0.9),
  /** The decay of the velocity at each step; 0 by default, which is no momentum. */
  momentum: keptShare(0),
  /** Added inside the root; 1e-7 by default. */
  epsilon: z.number().positive().default(1e-7),
  /**
   * Whether to divide by the gradient's standard deviation instead of its root mean square (Graves, 2013);
   * false by default.
   */
  centered: z.boolean().default(false),
});

/** The options of `rmsprop`. */
export interface RmspropOptions extends z.input<typeof schema> {}

/**
 * RMSprop (Tieleman & Hinton, 2012, lecture 6e): θ -= lr · g / √(mean of g² + ε). Epsilon is inside the root,
 * as in Keras and TensorFlow; PyTorch adds it outside. The velocity of momentum does not include the rate, as
 * in PyTorch and in `sgd` here. In Keras it does, which makes a difference when the rate changes. Means start
 * at 0 and are not corrected.
 *
 * @function
 * @throws InputError for an unknown option or a value out of range
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

/** Rounding may make the difference negative. */
const variance = (meanSquare: Value, mean: Value): Value => relu(sub(meanSquare, mul(mean, mean)));
