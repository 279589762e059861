// Shared by the layers that set parts of their input to zero in training. A shape determines which parts.
import type { Value } from '../../engine/graph/graph.ts';
import { cast, greaterOrEqual, mul } from '../../engine/graph/operators/index.ts';
import type { Shape } from '../../engine/graph/tensor-type.ts';
import type { LayerContext } from '../layer.ts';

/** The options of layers that set parts of their input to zero. */
export interface DropoutOptions {
  /** The probability of setting a part to zero, at least 0 and below 1. */
  rate: number;
}

/**
 * In training, sets each element of `shape`, which broadcasts to that of `x`, to zero with probability
 * `rate`, and divides the others by `1 - rate`, so the expectation stays. The random numbers are fed, so a
 * step can be repeated exactly.
 */
export function dropAtRandom(context: LayerContext, x: Value, rate: number, shape: Shape = x.shape): Value {
  if (!context.training || rate === 0) return x;
  const kept = cast(greaterOrEqual(context.random(shape), rate), x.dtype);
  return mul(x, mul(kept, 1 / (1 - rate)));
}
