// The mean of numbers that need not be in a plain array, and of some of them: the same sum for a figure and
// for its resamples.

/** The mean of the values with these indices, or of all. */
export function meanAt(values: ArrayLike<number>, indices?: Int32Array): number {
  const count = indices?.length ?? values.length;
  let total = 0;
  for (let i = 0; i < count; i++) total += values[indices ? indices[i]! : i]!;
  return total / count;
}
