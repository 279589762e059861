import { z } from 'zod';
import { adamRule, momentOptions } from './adam.ts';
import { commonOptions, defineOptimizer, type OptimizerFactory } from './define-optimizer.ts';

const schema = z.strictObject({ ...commonOptions('adamw', { weightDecay: 0.01 }), ...momentOptions });

/** The options of `adamw`. */
export interface AdamwOptions extends z.input<typeof schema> {}

/**
 * AdamW (Loshchilov & Hutter, 2019), algorithm 2: Adam, and weights that decay apart from the gradient, θ -=
 * lr·decay·θ, with the rate of the step as PyTorch and Keras have it. It is `adam` with a weight decay of
 * 0.01 by default.
 *
 * @function
 * @throws InputError for an option that there is not or that is out of range
 * @example adamw({ learningRate: 1e-3, weightDecay: 0.05 })
 */
export const adamw: OptimizerFactory<AdamwOptions> = defineOptimizer('adamw', schema, adamRule);
