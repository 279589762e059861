// Penalties for large weights, which a layer adds to the loss in training. Their gradient passes through the
// optimiser like that of the loss. Decoupled weight decay is a different thing: the optimiser does it,
// without a gradient.
import { z } from 'zod';
import type { Value } from '../engine/graph/graph.ts';
import { abs, add, mul, reduceSum } from '../engine/graph/operators/index.ts';
import type { LayerContext } from './layer.ts';

/** The factors of `Σ|w|` and `Σw²` in the loss. */
export const regularizerSchema = z.strictObject({
  /** The factor of `Σ|w|`; 0 by default. */
  l1: z.number().min(0).default(0),
  /** The factor of `Σw²`; 0 by default. */
  l2: z.number().min(0).default(0),
});
/** A penalty for large weights: `l1 · Σ|w| + l2 · Σw²`. */
export interface Regularizer extends z.output<typeof regularizerSchema> {}

/** `l1 · Σ|w| + l2 · Σw²` as a scalar, without the factor ½, as in Keras; undefined if both factors are 0. */
export function penalty(weights: Value, { l1, l2 }: Regularizer): Value | undefined {
  const total = (sizes: Value, factor: number) => mul(reduceSum(sizes, { keepDims: false }), factor);
  const terms = [
    ...(l1 > 0 ? [total(abs(weights), l1)] : []),
    ...(l2 > 0 ? [total(mul(weights, weights), l2)] : []),
  ];
  return terms.length > 0 ? terms.reduce(add) : undefined;
}

/** Adds the penalty of weights to the loss in training. */
export function regularize(
  context: LayerContext,
  weights: Value,
  regularizer: Regularizer | undefined,
): void {
  const loss = context.training && regularizer ? penalty(weights, regularizer) : undefined;
  if (loss) context.addLoss(loss);
}
