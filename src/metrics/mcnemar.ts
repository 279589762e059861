// McNemar's test (1947): whether two classifiers recognise the same pictures equally often. Only pictures on
// which they differ count; where neither is better, each of the two is right on such a picture with a chance
// of one half. The exact binomial test is used for any number of them: it needs no correction, and costs a
// sum. paired-comparison.ts has the approximation, for scores other than right and wrong.

/**
 * The two-sided p value: how likely counts at least as unequal are, where neither classifier is better. 1
 * where they never differ.
 *
 * @param onlyFirst pictures that only the first recognised
 * @param onlySecond pictures that only the second recognised
 * @example mcnemarExact(1, 9) // 0.0215: 2 · (1 + 10) / 2¹⁰
 */
export function mcnemarExact(onlyFirst: number, onlySecond: number): number {
  const count = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  // Logarithms of binomial probabilities: 2⁻ⁿ itself is 0 in float64 for n above 1074.
  const logs = [-count * Math.LN2];
  for (let k = 1; k <= fewer; k++) logs.push(logs[k - 1]! + Math.log((count - k + 1) / k));
  const largest = logs.at(-1)!;
  const sum = logs.reduceRight((total, log) => total + Math.exp(log - largest), 0);
  return Math.min(1, 2 * Math.exp(largest) * sum);
}
