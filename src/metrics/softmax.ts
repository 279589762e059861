// Turns scores into probabilities.

/** The softmax of each row of scores, `[count, classes]`. */
export function softmaxRows(scores: Float32Array, classes: number): Float32Array {
  const probabilities = new Float32Array(scores.length);
  for (let row = 0; row < scores.length; row += classes) {
    const shares = Float64Array.from(scores.subarray(row, row + classes));
    softmaxInPlace(shares);
    probabilities.set(shares, row);
  }
  return probabilities;
}

/** Computes exp(x) / Σ exp(x) of a row in place. Subtracts the largest x first, so that nothing overflows. */
export function softmaxInPlace(row: Float64Array): void {
  let largest = -Infinity;
  for (const value of row) largest = Math.max(largest, value);
  let total = 0;
  for (let c = 0; c < row.length; c++) {
    row[c] = Math.exp(row[c]! - largest);
    total += row[c]!;
  }
  for (let c = 0; c < row.length; c++) row[c] = row[c]! / total;
}
