// The joint norm of gradients, and how gradients are shortened whose norm is too large.
import type { Value } from '../engine/graph/graph.ts';
import { add, div, max, mul, reduceSum, sqrt } from '../engine/graph/operators/index.ts';

/**
 * The Euclidean norm of all gradients together.
 *
 * @param gradients of any shapes
 */
export function globalNorm(gradients: readonly Value[]): Value {
  const squares = gradients.map((gradient) => reduceSum(mul(gradient, gradient), { keepDims: false }));
  return sqrt(squares.reduce(add));
}

/**
 * Scales gradients so that their norm is at most `clipNorm` (Pascanu, Mikolov & Bengio, 2013). They keep
 * their direction.
 *
 * @param norm that of `globalNorm`
 */
export function clipByNorm(gradients: readonly Value[], norm: Value, clipNorm: number): Value[] {
  const scale = div(clipNorm, max(norm, clipNorm));
  return gradients.map((gradient) => mul(gradient, scale));
}
