// The vectors that are most like another, by comparing all.
import type { Vectors } from '../../../neighbours/vectors.ts';

export interface Similar {
  readonly index: number;
  /** The cosine: the dot product of vectors of length 1. */
  readonly similarity: number;
}

/**
 * The most similar vectors, the best first; of equal ones the lower index comes first.
 *
 * @param query of length 1
 * @param vectors each of length 1
 */
export function mostSimilar(
  query: Float32Array,
  { count, dimensions, values }: Vectors,
  most: number,
): Similar[] {
  const best: Similar[] = [];
  for (let index = 0; index < count; index++) {
    let similarity = 0;
    for (let i = 0; i < dimensions; i++) similarity += query[i]! * values[index * dimensions + i]!;
    if (best.length === most && !(similarity > best.at(-1)!.similarity)) continue;
    const place = best.findIndex((other) => similarity > other.similarity);
    best.splice(place < 0 ? best.length : place, 0, { index, similarity });
    if (best.length > most) best.pop();
  }
  return best;
}
