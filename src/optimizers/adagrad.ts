import { z } from 'zod';
import { add, div, mul, sqrt } from '../engine/graph/operators/index.ts';
import { commonOptions, defineOptimizer, type Rule, type OptimizerFactory } from './define-optimizer.ts';

const schema = z.strictObject({
  ...commonOptions('adagrad'),
  /** The initial value of the sum of squared gradients; 0.1 by default. */
  initialAccumulatorValue: z.number().min(0).default(0.1),
  /** Added inside the root; 1e-7 by default. */
  epsilon: z.number().positive().default(1e-7),
});

/** The options of `adagrad`. */
export interface AdagradOptions extends z.input<typeof schema> {}

/**
 * Adagrad (Duchi, Hazan & Singer, 2011): θ -= lr · g / √(a + Σ g² + ε), where a is `initialAccumulatorValue`.
 * Epsilon is inside the root, as in Keras and TensorFlow; the paper and PyTorch add it outside. The state is
 * only the sum; a is added when the sum is used.
 *
 * @function
 * @throws InputError for an unknown option or a value out of range
 * @example adagrad({ learningRate: 0.01 })
 */
export const adagrad: OptimizerFactory<AdagradOptions> = defineOptimizer(
  'adagrad',
  schema,
  ({ initialAccumulatorValue, epsilon }): Rule => ({
    slots: ['sumOfSquares'],
    scalars: (_, rate) => ({ rate }),
    descend({ gradient, slots, scalars }) {
      const sumOfSquares = add(slots['sumOfSquares']!, mul(gradient, gradient));
      const direction = div(gradient, sqrt(add(sumOfSquares, initialAccumulatorValue + epsilon)));
      return { descent: mul(direction, scalars['rate']!), slots: { sumOfSquares } };
    },
  }),
);
