// The little linear algebra that the compared methods need, on matrices as arrays in row-major order.

/** Rows `[count, size]` in one array. */
export interface Rows {
  readonly values: Float32Array;
  readonly size: number;
}

export const countOf = ({ values, size }: Rows): number => values.length / size;
export const rowOf = ({ values, size }: Rows, i: number): Float32Array =>
  values.subarray(i * size, (i + 1) * size);

export function meanOf(rows: readonly Float32Array[]): Float64Array {
  const mean = new Float64Array(rows[0]!.length);
  for (const row of rows) for (let i = 0; i < mean.length; i++) mean[i]! += row[i]! / rows.length;
  return mean;
}

/** The covariance of rows around a mean of each, plus a thousandth of the mean variance on the diagonal. */
export function covariance(
  rows: readonly Float32Array[],
  meanFor: (i: number) => Float64Array,
): Float64Array {
  const size = rows[0]!.length;
  const sums = new Float64Array(size * size);
  const centred = new Float64Array(size);
  rows.forEach((row, r) => {
    const mean = meanFor(r);
    for (let i = 0; i < size; i++) centred[i] = row[i]! - mean[i]!;
    for (let i = 0; i < size; i++) {
      const value = centred[i]! / rows.length;
      if (value !== 0) for (let j = 0; j <= i; j++) sums[i * size + j]! += value * centred[j]!;
    }
  });
  let trace = 0;
  for (let i = 0; i < size; i++) trace += sums[i * size + i]!;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) sums[j * size + i] = sums[i * size + j]!;
    sums[i * size + i]! += (1e-3 * trace) / size;
  }
  return sums;
}

/** The lower triangle L of a positive definite matrix L·Lᵀ. */
export function cholesky(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      lower[i * size + j] = i === j ? Math.sqrt(sum) : sum / lower[j * size + j]!;
    }
  return lower;
}

/** The solution of L·y = x, whose squared length is xᵀ·(L·Lᵀ)⁻¹·x. */
export function solveLower(lower: Float64Array, x: ArrayLike<number>): Float64Array {
  const y = new Float64Array(x.length);
  for (let i = 0; i < y.length; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= lower[i * y.length + k]! * y[k]!;
    y[i] = sum / lower[i * y.length + i]!;
  }
  return y;
}

/** Orthonormal vectors that span the directions of the largest eigenvalues, by orthogonal iteration. */
export function principalAxes(
  matrix: Float64Array,
  size: number,
  count: number,
  rounds = 12,
): Float64Array[] {
  let axes: Float64Array[] = Array.from({ length: count }, (_, c) =>
    Float64Array.from({ length: size }, (_, i) => Math.sin(1 + c * size + i * i)),
  );
  for (let round = 0; round < rounds; round++) axes = orthonormal(axes.map((axis) => times(matrix, axis)));
  return axes;
}

function times(matrix: Float64Array, x: Float64Array): Float64Array {
  const result = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    let sum = 0;
    for (let j = 0; j < x.length; j++) sum += matrix[i * x.length + j]! * x[j]!;
    result[i] = sum;
  }
  return result;
}

function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const done: Float64Array[] = [];
  for (const vector of vectors) {
    for (const other of done) {
      const share = dot(vector, other);
      for (let i = 0; i < vector.length; i++) vector[i]! -= share * other[i]!;
    }
    const length = Math.sqrt(squaredLength(vector));
    done.push(vector.map((value) => value / length));
  }
  return done;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

export const squaredLength = (x: ArrayLike<number>): number => dot(x, x);
