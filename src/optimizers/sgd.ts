import { z } from 'zod';
import { add, mul } from '../engine/graph/operators/index.ts';
import { commonOptions, defineOptimizer, keptShare, type Rule } from './define-optimizer.ts';

const schema = z.strictObject({
  ...commonOptions('sgd'),
  momentum: keptShare(0),
  /** Nesterov's momentum, as Sutskever et al. (2013) write it. */
  nesterov: z.boolean().default(false),
});

export type SgdOptions = z.input<typeof schema>;

/**
 * Stochastic gradient descent: velocity = momentum · velocity + gradient; θ -= lr · velocity, or with
 * Nesterov's momentum θ -= lr · (gradient + momentum · velocity). The velocity is kept without the rate, as
 * Sutskever et al. (2013) and PyTorch do; Keras keeps it with the rate, which differs where the rate changes.
 *
 * @throws InputError for an option that there is not or that is out of range
 * @example sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true })
 */
export const sgd = defineOptimizer('sgd', schema, ({ momentum, nesterov }): Rule => ({
  slots: momentum > 0 ? ['velocity'] : [],
  scalars: (_, rate) => ({ rate }),
  descend({ gradient, slots, scalars }) {
    if (momentum === 0) return { descent: mul(gradient, scalars['rate']!), slots: {} };
    const velocity = add(mul(slots['velocity']!, momentum), gradient);
    const direction = nesterov ? add(gradient, mul(velocity, momentum)) : velocity;
    return { descent: mul(direction, scalars['rate']!), slots: { velocity } };
  },
}));
