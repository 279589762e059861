import { add, mul, sub } from '../engine/graph/operators/index.ts';
import type { Optimizer } from './optimizer.ts';

export interface SgdOptions {
  readonly learningRate?: number;
  readonly momentum?: number;
  /** Nesterov's momentum, as Sutskever et al. (2013) write it. */
  readonly nesterov?: boolean;
}

/**
 * Stochastic gradient descent: velocity = momentum · velocity + gradient; θ -= lr · velocity, or with Nesterov's momentum
 * θ -= lr · (gradient + momentum · velocity).
 *
 * @example sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true })
 */
export function sgd({ learningRate = 0.01, momentum = 0, nesterov = false }: SgdOptions = {}): Optimizer {
  return {
    type: 'sgd',
    config: { learningRate, momentum, nesterov },
    learningRate,
    slots: momentum > 0 ? ['velocity'] : [],
    scalars: (_, rate) => ({ rate }),
    update({ parameter, gradient, slots, scalars }) {
      if (momentum === 0) return { parameter: sub(parameter, mul(gradient, scalars['rate']!)), slots: {} };
      const velocity = add(mul(slots['velocity']!, momentum), gradient);
      const direction = nesterov ? add(gradient, mul(velocity, momentum)) : velocity;
      return { parameter: sub(parameter, mul(direction, scalars['rate']!)), slots: { velocity } };
    },
  };
}
