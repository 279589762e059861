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

const schema = z.strictObject({
  ...commonOptions('adadelta'),
  /** The decay of the two means at each step; 0.95 by default. */
  rho: keptShare(0.95),
  /** Added inside both roots; 1e-6 by default. */
  epsilon: z.number().positive().default(1e-6),
});

/** The options of `adadelta`. */
export interface AdadeltaOptions extends z.input<typeof schema> {}

/**
 * Adadelta (Zeiler, 2012), algorithm 1: the step is g · √(mean of steps² + ε) / √(mean of g² + ε), and θ -=
 * lr · step. The paper has no rate, which equals a rate of 1. Epsilon is inside both roots, as in the paper,
 * Keras and PyTorch; its default is that of the paper and PyTorch. The mean of g² includes the current
 * gradient; the mean of steps² includes only earlier steps.
 *
 * @function
 * @throws InputError for an unknown option or a value out of range
 * @example adadelta()
 */
export const adadelta: OptimizerFactory<AdadeltaOptions> = defineOptimizer(
  'adadelta',
  schema,
  ({ rho, epsilon }): Rule => ({
    slots: ['meanSquare', 'meanSquareStep'],
    scalars: (_, rate) => ({ rate }),
    descend({ gradient, slots, scalars }) {
      const meanSquare = movingAverage(slots['meanSquare']!, mul(gradient, gradient), rho);
      const ratio = div(sqrt(add(slots['meanSquareStep']!, epsilon)), sqrt(add(meanSquare, epsilon)));
      const step = mul(ratio, gradient);
      const meanSquareStep = movingAverage(slots['meanSquareStep']!, mul(step, step), rho);
      return { descent: mul(step, scalars['rate']!), slots: { meanSquare, meanSquareStep } };
    },
  }),
);
