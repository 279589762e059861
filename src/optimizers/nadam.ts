import { z } from 'zod';
import { add, div, mul, sqrt } from '../engine/graph/operators/index.ts';
import { momentOptions } from './adam.ts';
import {
  commonOptions,
  defineOptimizer,
  movingAverage,
  type Rule,
  type OptimizerFactory,
} from './define-optimizer.ts';

const schema = z.strictObject({
  ...commonOptions('nadam'),
  ...momentOptions,
  /** How fast the momentum grows from half of beta1 to beta1; 0.004 by default. */
  momentumDecay: z.number().min(0).default(0.004),
});

/** The options of `nadam`. */
export interface NadamOptions extends z.input<typeof schema> {}

/** Below this, a product of momenta has no effect on 1 - product. */
const negligible = 2 ** -54;

/**
 * Adam with Nesterov's momentum (Dozat, 2016). The momentum grows: μₜ = β₁ · (1 - 0.96^(t·momentumDecay) /
 * 2). `momentumDecay` is 1/250 as in the paper and PyTorch; in Keras it is 1. With Pₜ = μ₁·…·μₜ, θ -= lr ·
 * ((1 - μₜ)/(1 - Pₜ)·g + μₜ₊₁/(1 - Pₜ₊₁)·m) / (√(v / (1 - β₂ᵗ)) + ε). Epsilon is outside the root. The
 * moments are averages with constant betas, as in PyTorch and Keras.
 *
 * @function
 * @throws InputError for an unknown option or a value out of range
 * @example nadam({ learningRate: 2e-3 })
 */
export const nadam: OptimizerFactory<NadamOptions> = defineOptimizer(
  'nadam',
  schema,
  ({ beta1, beta2, epsilon, momentumDecay }): Rule => {
    const momentum = (step: number) => beta1 * (1 - 0.5 * 0.96 ** (step * momentumDecay));
    /**
     * The product of the momenta up to a step. It depends on the step only, so training can resume anywhere.
     */
    const product = (step: number): number => {
      let result = 1;
      for (let t = 1; t <= step && result > negligible; t++) result *= momentum(t);
      return result;
    };
    return {
      slots: ['m', 'v'],
      scalars(step, rate) {
        const root = Math.sqrt(1 - beta2 ** step);
        return {
          gradientRate: (rate * root * (1 - momentum(step))) / (1 - product(step)),
          momentRate: (rate * root * momentum(step + 1)) / (1 - product(step + 1)),
          epsilon: epsilon * root,
        };
      },
      descend({ gradient, slots, scalars }) {
        const m = movingAverage(slots['m']!, gradient, beta1);
        const v = movingAverage(slots['v']!, mul(gradient, gradient), beta2);
        const ahead = add(mul(gradient, scalars['gradientRate']!), mul(m, scalars['momentRate']!));
        return { descent: div(ahead, add(sqrt(v), scalars['epsilon']!)), slots: { m, v } };
      },
    };
  },
);
