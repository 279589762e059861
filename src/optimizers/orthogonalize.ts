// The orthogonal matrix nearest to a given one, roughly: U·Vᵀ of its singular value decomposition U·S·Vᵀ, by
// matrix products alone. The Newton-Schulz iteration with Keller Jordan's (2024) coefficients, which lift
// small singular values fast; five steps leave all from a five-hundredth of the norm up between 0.68 and
// 1.16, not at 1.
import type { Value } from '../engine/graph/graph.ts';
import { add, div, gemm, mul, reduceSum, sqrt } from '../engine/graph/operators/index.ts';

const [a, b, c] = [3.4445, -4.775, 2.0315];
const epsilon = 1e-7;

/** A matrix with the same singular vectors, and singular values near 1, but for those near 0 at the start. */
export function orthogonalize(matrix: Value, steps: number): Value {
  const [rows, columns] = matrix.shape as number[];
  const isTall = rows! > columns!;
  // The Frobenius norm is no less than the largest singular value, which must not be above 1.
  let x = div(matrix, add(sqrt(reduceSum(mul(matrix, matrix))), epsilon));
  for (let step = 0; step < steps; step++) {
    // x = a·x + b·(x·xᵀ)·x + c·(x·xᵀ)²·x, with the smaller of x·xᵀ and xᵀ·x.
    const gram = gemm(x, x, undefined, isTall ? { transA: 1 } : { transB: 1 });
    const polynomial = gemm(gram, gram, gram, { alpha: c, beta: b });
    x = isTall ? gemm(x, polynomial, x, { beta: a }) : gemm(polynomial, x, x, { beta: a });
  }
  return x;
}
