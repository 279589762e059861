import { z } from 'zod';
import { adamRule, momentOptions } from './adam.ts';
import { commonOptions, defineOptimizer, type OptimizerFactory } from './define-optimizer.ts';

const schema = z.strictObject({ ...commonOptions('adamw', { weightDecay: 0.01 }), ...momentOptions });

/** The options of `adamw`. */
export interface AdamwOptions extends z.input<typeof schema> {}

/**
 * AdamW (Loshchilov & Hutter, 2019), algorithm 2: Adam with weight decay that bypasses the gradient, θ -=
 * lr·decay·θ, with the rate of the step as in PyTorch and Keras. It is `adam` with a default weight decay of
 * 0.01.
 *
 * @function
 * @throws InputError for an unknown option or a value out of range
 * @example adamw({ learningRate: 1e-3, weightDecay: 0.05 })
 */
export const adamw: OptimizerFactory<AdamwOptions> = defineOptimizer('adamw', schema, adamRule);
