/**
 * Indices that are spread evenly over a number of pictures; all of them if there are no more than `most`.
 *
 * @example spreadIndices(10, 4) // 0, 2, 5, 7
 */
export function spreadIndices(count: number, most: number): Int32Array {
  const taken = Math.min(count, most);
  return Int32Array.from({ length: taken }, (_, i) => Math.floor((i * count) / taken));
}
