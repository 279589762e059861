// McNemar's test (1947): whether two classifiers are right equally often on the same pictures. Only pictures
// on which exactly one is right count. If neither classifier is better, each is the right one with
// probability one half. The exact binomial test is used for any number of pictures: it needs no correction
// and costs only a sum. paired-comparison.ts has the approximation for scores other than right and wrong.

/**
 * The two-sided p value: the probability of counts that are at least as unequal if neither classifier is
 * better. It is 1 if they never differ.
 *
 * @param onlyFirst pictures that only the first classified correctly
 * @param onlySecond pictures that only the second classified correctly
 * @example mcnemarExact(1, 9) // 0.0215: 2 · (1 + 10) / 2¹⁰
 */
export function mcnemarExact(onlyFirst: number, onlySecond: number): number {
  const count = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  // Uses logarithms of the binomial probabilities, because 2⁻ⁿ is 0 in float64 for n above 1074.
  const logs = [-count * Math.LN2];
  for (let k = 1; k <= fewer; k++) logs.push(logs[k - 1]! + Math.log((count - k + 1) / k));
  const largest = logs.at(-1)!;
  const sum = logs.reduceRight((total, log) => total + Math.exp(log - largest), 0);
  return Math.min(1, 2 * Math.exp(largest) * sum);
}
