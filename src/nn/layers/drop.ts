// What the layers share that set parts of their input to zero while training: which parts is the shape's
// business.
import type { Value } from '../../engine/graph/graph.ts';
import { cast, greaterOrEqual, mul } from '../../engine/graph/operators/index.ts';
import type { Shape } from '../../engine/graph/tensor-type.ts';
import type { LayerContext } from '../layer.ts';

/** The options of layers that set parts of their input to zero. */
export interface DropoutOptions {
  /** The probability of being set to zero, from 0 to below 1. */
  rate: number;
}

/**
 * While training, sets each element of `shape`, which is stretched to that of `x`, to zero with the
 * probability `rate`, and divides the rest by `1 - rate`, so that the expectation stays. The random numbers
 * are fed from outside, so that a step can be repeated exactly.
 */
export function dropAtRandom(context: LayerContext, x: Value, rate: number, shape: Shape = x.shape): Value {
  if (!context.training || rate === 0) return x;
  const kept = cast(greaterOrEqual(context.random(shape), rate), x.dtype);
  return mul(x, mul(kept, 1 / (1 - rate)));
}
