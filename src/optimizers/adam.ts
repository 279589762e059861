import { z } from 'zod';
import { add, div, mul, sqrt } from '../engine/graph/operators/index.ts';
import {
  commonOptions,
  defineOptimizer,
  keptShare,
  movingAverage,
  type Rule,
  type OptimizerFactory,
} from './define-optimizer.ts';

/** The options that Adam shares with its variants. */
export const momentOptions = {
  /** The decay of the mean of gradients at each step; 0.9 by default. */
  beta1: keptShare(0.9),
  /** The decay of the mean of squared gradients at each step; 0.999 by default. */
  beta2: keptShare(0.999),
  /** Added outside the root; 1e-8 by default. */
  epsilon: z.number().positive().default(1e-8),
};

const schema = z.strictObject({ ...commonOptions('adam'), ...momentOptions });

/** The options of `adam`. */
export interface AdamOptions extends z.input<typeof schema> {}

interface MomentConfig {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Adam's step, which several optimisers share. */
export const adamRule = ({ beta1, beta2, epsilon }: MomentConfig): Rule => ({
  slots: ['m', 'v'],
  scalars(step, rate) {
    const root = Math.sqrt(1 - beta2 ** step);
    return { rate: (rate * root) / (1 - beta1 ** step), epsilon: epsilon * root };
  },
  descend({ gradient, slots, scalars }) {
    const m = movingAverage(slots['m']!, gradient, beta1);
    const v = movingAverage(slots['v']!, mul(gradient, gradient), beta2);
    const direction = div(m, add(sqrt(v), scalars['epsilon']!));
    return { descent: mul(direction, scalars['rate']!), slots: { m, v } };
  },
});

/**
 * Adam (Kingma & Ba, 2015), algorithm 1: epsilon is added outside the root, to the corrected second moment.
 * Two fed numbers contain the exact corrections of the two moments: θ -= lr·√c₂/c₁ · m / (√v + ε·√c₂), with
 * c = 1 - βᵗ. With weight decay it is AdamW (Loshchilov & Hutter, 2019): θ shrinks by the factor 1 - lr·decay
 * at each step.
 *
 * @function
 * @throws InputError for an unknown option or a value out of range
 * @example adam({ learningRate: 1e-3 })
 */
export const adam: OptimizerFactory<AdamOptions> = defineOptimizer('adam', schema, adamRule);
