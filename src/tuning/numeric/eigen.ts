// Eigenvalues of small symmetric matrices by Jacobi's rotations (Golub & Van Loan, 2013, "Matrix
// computations", section 8.5): slow for large matrices, but short and accurate.

/** An orthonormal basis of eigenvectors: `vectors[row * size + i]` belongs to `values[i]`. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** @param matrix `[size * size]`, symmetric; it is not changed */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  for (let sweep = 0; sweep < mostSweeps && offDiagonal(a, size) > 1e-22; sweep++)
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q);
  return { values: Float64Array.from({ length: size }, (_, i) => a[i * size + i]!), vectors };
}

const mostSweeps = 50;

/** The squares off the diagonal, relative to those on it. */
function offDiagonal(a: Float64Array, size: number): number {
  let [off, on] = [0, 1e-300];
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++) {
      if (i === k) on += a[i * size + k]! ** 2;
      else off += a[i * size + k]! ** 2;
    }
  return off / on;
}

/** Makes the elements at (p, q) and (q, p) zero. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q]!;
  if (apq === 0) return;
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  const turn = (m: Float64Array, i: number, k: number) => {
    const [x, y] = [m[i]!, m[k]!];
    m[i] = c * x - s * y;
    m[k] = s * x + c * y;
  };
  for (let k = 0; k < size; k++) turn(a, k * size + p, k * size + q);
  for (let k = 0; k < size; k++) turn(a, p * size + k, q * size + k);
  for (let k = 0; k < size; k++) turn(vectors, k * size + p, k * size + q);
}
