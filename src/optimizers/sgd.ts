import { z } from 'zod';
import { add, mul } from '../engine/graph/operators/index.ts';
import {
  commonOptions,
  defineOptimizer,
  keptShare,
  type Rule,
  type OptimizerFactory,
} from './define-optimizer.ts';

const schema = z.strictObject({
  ...commonOptions('sgd'),
  /** The decay of the velocity at each step; 0 by default, which is no momentum. */
  momentum: keptShare(0),
  /** Whether to use Nesterov's momentum in the form of Sutskever et al. (2013); false by default. */
  nesterov: z.boolean().default(false),
});

/** The options of `sgd`. */
export interface SgdOptions extends z.input<typeof schema> {}

/**
 * Stochastic gradient descent: velocity = momentum · velocity + gradient; θ -= lr · velocity, or with
 * Nesterov's momentum θ -= lr · (gradient + momentum · velocity). The velocity does not include the rate, as
 * in Sutskever et al. (2013) and PyTorch. In Keras it does, which makes a difference when the rate changes.
 *
 * @function
 * @throws InputError for an unknown option or a value out of range
 * @example sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true })
 */
export const sgd: OptimizerFactory<SgdOptions> = defineOptimizer(
  'sgd',
  schema,
  ({ momentum, nesterov }): Rule => ({
    slots: momentum > 0 ? ['velocity'] : [],
    scalars: (_, rate) => ({ rate }),
    descend({ gradient, slots, scalars }) {
      if (momentum === 0) return { descent: mul(gradient, scalars['rate']!), slots: {} };
      const velocity = add(mul(slots['velocity']!, momentum), gradient);
      const direction = nesterov ? add(gradient, mul(velocity, momentum)) : velocity;
      return { descent: mul(direction, scalars['rate']!), slots: { velocity } };
    },
  }),
);
