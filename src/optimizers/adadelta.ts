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
  /** How much of the two means stays at each step. */
  rho: keptShare(0.95),
  /** Added inside both roots; 1e-6 by default. */
  epsilon: z.number().positive().default(1e-6),
});

/** The options of `adadelta`. */
export interface AdadeltaOptions extends z.input<typeof schema> {}

/**
 * Adadelta (Zeiler, 2012), algorithm 1: the step is g · √(mean of steps² + ε) / √(mean of g² + ε), and θ -=
 * lr · step. The paper has no rate, which is a rate of 1. Epsilon is inside both roots, as in the paper,
 * Keras and PyTorch; 1e-6 is the paper's and PyTorch's. The mean of g² has this step's gradient in it, the
 * mean of steps² only the steps before.
 *
 * @function
 * @throws InputError for an option that there is not or that is out of range
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
