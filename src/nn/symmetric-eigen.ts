// The eigenvalues and eigenvectors of a small symmetric matrix. Written by hand, because a package for it
// would be loaded with every network and take tens of milliseconds, while the matrices here have only a few
// dozen rows.

export interface Eigen {
  readonly value: number;
  /** The eigenvector, of length 1. */
  readonly vector: Float64Array;
}

const mostSweeps = 60;
/** Off-diagonal elements below this share of the matrix's norm are rounding errors. */
const tolerance = 1e-15;

/** Eigenvalues in the order that the rotations leave, and eigenvectors `[size, size]`, one in each row. */
export interface Diagonal {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/**
 * The eigenvectors of a symmetric matrix, the largest eigenvalue first.
 *
 * @param matrix `[size, size]`, symmetric; it is not changed
 */
export function eigenOfSymmetric(matrix: Float64Array, size: number): Eigen[] {
  const { values, vectors } = diagonalOf(matrix, size);
  const pairs = Array.from(values, (value, i) => ({
    value,
    vector: vectors.slice(i * size, (i + 1) * size),
  }));
  return pairs.sort((one, other) => other.value - one.value);
}

/**
 * Jacobi's method (Golub & Van Loan, 2013, "Matrix Computations", section 8.5): rotations of two axes at a
 * time, each of which makes one off-diagonal element 0, until all are.
 *
 * @param matrix `[size, size]`, symmetric; it is not changed
 */
export function diagonalOf(matrix: Float64Array, size: number): Diagonal {
  const a = matrix.slice();
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  const least = tolerance * Math.hypot(...a);
  for (let sweep = 0; sweep < mostSweeps && largestBeside(a, size) > least; sweep++)
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q);
  return { values: Float64Array.from({ length: size }, (_, i) => a[i * size + i]!), vectors };
}

function largestBeside(a: Float64Array, size: number): number {
  return a.reduce((most, value, k) => (k % (size + 1) === 0 ? most : Math.max(most, Math.abs(value))), 0);
}

/** Makes the element in row p and column q 0. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const beside = a[p * size + q]!;
  if (beside === 0) return;
  const half = (a[q * size + q]! - a[p * size + p]!) / (2 * beside);
  const tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.hypot(half, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (let k = 0; k < size; k++) turn(a, k * size + p, k * size + q, cosine, sine);
  for (let k = 0; k < size; k++) turn(a, p * size + k, q * size + k, cosine, sine);
  for (let k = 0; k < size; k++) turn(vectors, p * size + k, q * size + k, cosine, sine);
}

function turn(values: Float64Array, i: number, j: number, cosine: number, sine: number): void {
  const [x, y] = [values[i]!, values[j]!];
  values[i] = cosine * x - sine * y;
  values[j] = sine * x + cosine * y;
}
