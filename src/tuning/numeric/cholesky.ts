// The Cholesky factorisation of positive definite matrices, and what a Gaussian process needs of it.
// Matrices are row-major, `[size * size]`; of a factor only the lower triangle counts.

/** Returns the lower factor `L` of `L·Lᵀ`; undefined if the matrix is not positive definite. */
export function cholesky(matrix: Float64Array, size: number): Float64Array | undefined {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let k = 0; k <= i; k++) {
      const other = k * size;
      let value = matrix[row + k]!;
      for (let j = 0; j < k; j++) value -= factor[row + j]! * factor[other + j]!;
      if (k < i) factor[row + k] = value / factor[other + k]!;
      else if (value > 0) factor[row + i] = Math.sqrt(value);
      else return undefined;
    }
  }
  return factor;
}

/** Solves `L·x = b`. */
export function solveLower(factor: Float64Array, size: number, b: Float64Array): Float64Array {
  const x = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let value = b[i]!;
    const row = i * size;
    for (let k = 0; k < i; k++) value -= factor[row + k]! * x[k]!;
    x[i] = value / factor[row + i]!;
  }
  return x;
}

/** Solves `Lᵀ·x = b`. */
export function solveUpper(factor: Float64Array, size: number, b: Float64Array): Float64Array {
  const x = Float64Array.from(b);
  for (let i = size - 1; i >= 0; i--) {
    const row = i * size;
    const value = (x[i] = x[i]! / factor[row + i]!);
    for (let k = 0; k < i; k++) x[k]! -= factor[row + k]! * value;
  }
  return x;
}

/** The inverse of `L·Lᵀ`. */
export function inverseOf(factor: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const row = i * size;
    const scale = 1 / factor[row + i]!;
    lower[row + i] = scale;
    for (let j = 0; j < i; j++) {
      const value = -factor[row + j]! * scale;
      for (let k = 0; k <= j; k++) lower[row + k]! += value * lower[j * size + k]!;
    }
  }
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const from = i * size;
    for (let j = 0; j <= i; j++) {
      const value = lower[from + j]!;
      for (let k = 0; k <= j; k++) inverse[j * size + k]! += value * lower[from + k]!;
    }
  }
  for (let j = 0; j < size; j++) for (let k = 0; k < j; k++) inverse[k * size + j] = inverse[j * size + k]!;
  return inverse;
}
