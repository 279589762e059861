// Shortens gradients whose joint norm is too large, and keeps their direction.
import type { Value } from '../engine/graph/graph.ts';
import { add, div, max, mul, reduceSum, sqrt } from '../engine/graph/operators/index.ts';

/**
 * Scales gradients so that their norm, over all of them, is at most `clipNorm` (Pascanu, Mikolov & Bengio,
 * 2013).
 *
 * @param gradients of any shapes
 */
export function clipByGlobalNorm(gradients: readonly Value[], clipNorm: number): Value[] {
  const squares = gradients.map((gradient) => reduceSum(mul(gradient, gradient), { keepDims: false }));
  const scale = div(clipNorm, max(sqrt(squares.reduce(add)), clipNorm));
  return gradients.map((gradient) => mul(gradient, scale));
}
