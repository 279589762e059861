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
  /** How much of the velocity stays at each step; 0, no momentum, by default. */
  momentum: keptShare(0),
  /** Nesterov's momentum, as Sutskever et al. (2013) write it. */
  nesterov: z.boolean().default(false),
});

/** The options of `sgd`. */
export interface SgdOptions extends z.input<typeof schema> {}

/**
 * Stochastic gradient descent: velocity = momentum · velocity + gradient; θ -= lr · velocity, or with
 * Nesterov's momentum θ -= lr · (gradient + momentum · velocity). The velocity is kept without the rate, as
 * Sutskever et al. (2013) and PyTorch do; Keras keeps it with the rate, which differs where the rate changes.
 *
 * @function
 * @throws InputError for an option that there is not or that is out of range
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
