// Lists that do not repeat themselves: maximal marginal relevance (Carbonell & Goldstein, 1998, "The use of
// MMR, diversity-based reranking for reordering documents and producing summaries"). Search and
// recommendations share it.

/** The dot product. For vectors of length 1 it is the cosine of their angle. */
export function dot(a: Float32Array, b: Float32Array): number {
  // Four sums side by side: a single one would wait for each addition.
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < a.length; i += 4) {
    sum0 += a[i]! * b[i]!;
    sum1 += a[i + 1]! * b[i + 1]!;
    sum2 += a[i + 2]! * b[i + 2]!;
    sum3 += a[i + 3]! * b[i + 3]!;
  }
  for (; i < a.length; i++) sum0 += a[i]! * b[i]!;
  return sum0 + sum1 + sum2 + sum3;
}

/** What can be put in a diverse order. */
export interface ScoredVector {
  /** The relevance: the cosine to the query, or a number on the same scale. */
  readonly score: number;
  /** A vector of length 1. */
  readonly vector: Float32Array;
}

/**
 * Chooses candidates one after the other, each time the one with the largest
 * `(1 - diversity) · score - diversity · (largest cosine to those already chosen)`. In a tie the earlier
 * candidate comes first.
 *
 * @param diversity from 0, by score alone, to 1. It is 1 - λ in the terms of the paper
 * @param count the most to choose
 * @example
 * const [east, north] = [Float32Array.of(1, 0), Float32Array.of(0, 1)];
 * const found = [{ score: 0.9, vector: east }, { score: 0.8, vector: east }, { score: 0.3, vector: north }];
 * maximalMarginalRelevance(found, 0.5, 2).map(({ score }) => score) // [0.9, 0.3]
 */
export function maximalMarginalRelevance<Candidate extends ScoredVector>(
  candidates: readonly Candidate[],
  diversity: number,
  count: number,
): Candidate[] {
  const left = candidates.map((candidate) => ({ candidate, redundancy: 0 }));
  const chosen: Candidate[] = [];
  while (chosen.length < count && left.length > 0) {
    const values = left.map(
      ({ candidate, redundancy }) => (1 - diversity) * candidate.score - diversity * redundancy,
    );
    const [{ candidate: best }] = left.splice(indexOfLargest(values), 1) as [(typeof left)[number]];
    chosen.push(best);
    if (diversity === 0) continue;
    for (const one of left) {
      const similarity = dot(one.candidate.vector, best.vector);
      one.redundancy = chosen.length === 1 ? similarity : Math.max(one.redundancy, similarity);
    }
  }
  return chosen;
}

function indexOfLargest(values: readonly number[]): number {
  let largest = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[largest]!) largest = i;
  return largest;
}
