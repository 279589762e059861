// What the layers share that normalise each picture by itself: mean 0 and variance 1 over some axes, then a
// scale and a shift for each channel. The same while training and afterwards; batch normalisation is another
// matter.
import { z } from 'zod';
import type { Value } from '../../engine/graph/graph.ts';
import { add, mul, reciprocal, reduceMean, reshape, sqrt, sub } from '../../engine/graph/operators/index.ts';
import { initializers } from '../initializers.ts';
import type { LayerContext } from '../layer.ts';

export const standardizeOptions = {
  /** Added to the variance; 0.001 by default. */
  epsilon: z.number().positive().default(1e-3),
  /** Whether `beta` is added. */
  center: z.boolean().default(true),
  /** Whether it is multiplied by `gamma`. */
  scale: z.boolean().default(true),
};

/**
 * `x` less its mean over the axes, by the root of its variance there; ε keeps it finite where there is none.
 */
export function standardize(x: Value, axes: readonly number[], epsilon: number): Value {
  const centred = sub(x, reduceMean(x, { axes }));
  const variance = reduceMean(mul(centred, centred), { axes });
  return mul(centred, reciprocal(sqrt(add(variance, epsilon))));
}

/** A weight `[channels]` in the shape in which it is stretched to that of `x`. */
export const perChannel = (weight: Value, { shape }: Value): Value =>
  reshape(weight, [1, -1, ...shape.slice(2).map(() => 1)]);

/** `x · gamma + beta`, of which either may be left out. */
export function scaleAndShift(
  context: LayerContext,
  x: Value,
  { center, scale }: { readonly center: boolean; readonly scale: boolean },
): Value {
  const shape = [x.shape[1] as number];
  const scaled = scale ? mul(x, perChannel(context.parameter('gamma', shape, initializers.ones), x)) : x;
  return center ? add(scaled, perChannel(context.parameter('beta', shape, initializers.zeros), x)) : scaled;
}
