import { add, div, mul, sqrt, sub } from '../engine/graph/operators/index.ts';
import type { Optimizer } from './optimizer.ts';

export interface AdamOptions {
  readonly learningRate?: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** Decoupled from the gradient, for kernels only: biases and normalisation keep their weights. */
  readonly weightDecay?: number;
}

/**
 * Adam (Kingma & Ba, 2015), algorithm 1. The corrections of the two moments are folded into two fed numbers, exactly:
 * θ -= lr·√c₂/c₁ · m / (√v + ε·√c₂), with c = 1 - βᵗ. With weight decay it is AdamW (Loshchilov & Hutter, 2019), where
 * θ shrinks by the factor 1 - lr·decay at each step.
 *
 * @example adam({ learningRate: 1e-3 })
 */
export function adam({
  learningRate = 1e-3,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  weightDecay = 0,
}: AdamOptions = {}): Optimizer {
  return {
    type: 'adam',
    config: { learningRate, beta1, beta2, epsilon, weightDecay },
    learningRate,
    slots: ['m', 'v'],
    scalars(step, rate) {
      const root = Math.sqrt(1 - beta2 ** step);
      return {
        rate: (rate * root) / (1 - beta1 ** step),
        epsilon: epsilon * root,
        kept: 1 - rate * weightDecay,
      };
    },
    update({ parameter, gradient, slots, scalars, decays }) {
      const m = add(mul(slots['m']!, beta1), mul(gradient, 1 - beta1));
      const v = add(mul(slots['v']!, beta2), mul(mul(gradient, gradient), 1 - beta2));
      const direction = div(m, add(sqrt(v), scalars['epsilon']!));
      const kept = weightDecay > 0 && decays ? mul(parameter, scalars['kept']!) : parameter;
      return { parameter: sub(kept, mul(direction, scalars['rate']!)), slots: { m, v } };
    },
  };
}
