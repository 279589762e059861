// The mean of numbers, or of some of them by index. A metric and its resamples use the same sum.

/** The mean of the values at these indices, or of all values. */
export function meanAt(values: ArrayLike<number>, indices?: Int32Array): number {
  const count = indices?.length ?? values.length;
  let total = 0;
  for (let i = 0; i < count; i++) total += values[indices ? indices[i]! : i]!;
  return total / count;
}
