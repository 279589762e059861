// The few numbers that a row of the bench is made of. No means: one disturbed repetition must not move a figure.

/** The middle value, or the mean of the two in the middle. Throws for an empty list. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the median of no values');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** How many times faster ours is than theirs, or null where one of them is missing. */
export function ratio(ours: number | undefined, theirs: number): number | null {
  return ours === undefined || theirs === 0 ? null : ours / theirs;
}
