// Shared by the layers that normalise each picture separately: mean 0 and variance 1 over some axes, then a
// scale and a shift for each channel. They do the same in training and in inference. Batch normalisation is
// not one of them.
import { z } from 'zod';
import type { Value } from '../../engine/graph/graph.ts';
import { add, mul, reciprocal, reduceMean, reshape, sqrt, sub } from '../../engine/graph/operators/index.ts';
import { initializers } from '../initializers.ts';
import type { LayerContext } from '../layer.ts';

export const standardizeOptions = {
  /** Added to the variance; 0.001 by default. */
  epsilon: z.number().positive().default(1e-3),
  /** Whether to add `beta`; true by default. */
  center: z.boolean().default(true),
  /** Whether to multiply by `gamma`; true by default. */
  scale: z.boolean().default(true),
};

/**
 * Subtracts the mean over the axes and divides by the standard deviation; ε keeps the result finite if the
 * variance is 0.
 */
export function standardize(x: Value, axes: readonly number[], epsilon: number): Value {
  const centred = sub(x, reduceMean(x, { axes }));
  const variance = reduceMean(mul(centred, centred), { axes });
  return mul(centred, reciprocal(sqrt(add(variance, epsilon))));
}

/** A weight `[channels]`, reshaped to broadcast to `x`. */
export const perChannel = (weight: Value, { shape }: Value): Value =>
  reshape(weight, [1, -1, ...shape.slice(2).map(() => 1)]);

/** `x · gamma + beta`; either may be left out. */
export function scaleAndShift(
  context: LayerContext,
  x: Value,
  { center, scale }: { readonly center: boolean; readonly scale: boolean },
): Value {
  const shape = [x.shape[1] as number];
  const scaled = scale ? mul(x, perChannel(context.parameter('gamma', shape, initializers.ones), x)) : x;
  return center ? add(scaled, perChannel(context.parameter('beta', shape, initializers.zeros), x)) : scaled;
}
