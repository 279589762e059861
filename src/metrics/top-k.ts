// The likeliest classes of a prediction, likeliest first. Ties go to the lower index, so that results repeat.

/**
 * The indices of the `k` largest values, largest first; all of them where there are fewer than `k`.
 *
 * @example topK([0.2, 0.5, 0.3], 2) // [1, 2]
 */
export function topK(probabilities: ArrayLike<number>, k: number): number[] {
  return Array.from({ length: probabilities.length }, (_, index) => index)
    .sort((a, b) => probabilities[b]! - probabilities[a]! || a - b)
    .slice(0, k);
}

/**
 * The likeliest class of each row.
 *
 * @param probabilities `[count, classCount]`
 * @returns `[count]` class indices
 */
export function predictedClasses(probabilities: ArrayLike<number>, classCount: number): Int32Array {
  const count = Math.floor(probabilities.length / classCount);
  const predictions = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const row = i * classCount;
    let best = 0;
    for (let c = 1; c < classCount; c++) if (probabilities[row + c]! > probabilities[row + best]!) best = c;
    predictions[i] = best;
  }
  return predictions;
}
