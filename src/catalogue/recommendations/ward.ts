// Hierarchical clustering by Ward's criterion (1963): each step joins the two clusters whose union adds the
// least to the squared distances from the centres. Distances to a union follow from the parts' distances
// (Lance & Williams, 1967); a chain of nearest neighbours finds the pairs in quadratic time (Murtagh, 1983).
import { dot } from '../diversity.ts';

/**
 * Clusters vectors of length 1 until every union would cost more than `most`.
 *
 * @param most the largest growth of the sum of squares by one union. Two single vectors are joined if 1 minus
 *   their cosine is at most this
 * @returns the indices of each cluster in ascending order, ordered by their first index
 */
export function wardClusters(vectors: readonly Float32Array[], most: number): number[][] {
  const sizes = new Map(vectors.map((_, i) => [i, 1]));
  const costs = vectors.map((a) => vectors.map((b) => 1 - dot(a, b)));
  const joined = new Map(vectors.map((_, i) => [i, [i]]));
  const chain: number[] = [];
  while (sizes.size > 1) {
    if (chain.length === 0) chain.push(sizes.keys().next().value!);
    const last = chain.at(-1)!;
    const before = chain.at(-2);
    const nearest = nearestOf(last, before, sizes.keys(), costs);
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    // Chains find the unions out of order. Those too costly are made as well, because later ones need them,
    // but they join no vectors in the result. No union costs less than those that it is made of.
    if (costs[last]![nearest]! <= most) {
      joined.set(nearest, [...joined.get(nearest)!, ...joined.get(last)!]);
      joined.delete(last);
    }
    unite(nearest, last, sizes, costs);
  }
  return [...joined.values()].map((members) => members.sort((a, b) => a - b)).sort((a, b) => a[0]! - b[0]!);
}

/** The cluster that is cheapest to join; the one before in the chain wins a tie, so that chains end. */
function nearestOf(
  cluster: number,
  before: number | undefined,
  clusters: Iterable<number>,
  costs: readonly number[][],
): number {
  let nearest = before ?? -1;
  for (const other of clusters)
    if (other !== cluster && (nearest < 0 || costs[cluster]![other]! < costs[cluster]![nearest]!))
      nearest = other;
  return nearest;
}

/** Replaces two clusters by their union, under the first's index. */
function unite(a: number, b: number, sizes: Map<number, number>, costs: number[][]): void {
  const [sizeOfA, sizeOfB] = [sizes.get(a)!, sizes.get(b)!];
  for (const [other, size] of sizes) {
    if (other === a || other === b) continue;
    const cost =
      ((sizeOfA + size) * costs[a]![other]! + (sizeOfB + size) * costs[b]![other]! - size * costs[a]![b]!) /
      (sizeOfA + sizeOfB + size);
    costs[a]![other] = cost;
    costs[other]![a] = cost;
  }
  sizes.set(a, sizeOfA + sizeOfB);
  sizes.delete(b);
}
