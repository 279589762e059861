// Turns scores into probabilities.

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
