// A map of vectors that keeps neighbours together: UMAP (McInnes, Healy & Melville, 2018), from the package
// umap-js, with a seed. Distances between far groups, and the sizes of groups, mean little on it.
import { UMAP } from 'umap-js';
import { Random } from '../../random.ts';
import { principalComponents, project } from './pca.ts';
import type { Embedding } from './penultimate.ts';

/** Searches neighbours in the first components, which hold nearly all of the variance and cost less. */
const mostComponents = 20;
const iterations = 5;
const neighbours = 15;
const epochs = 300;

/**
 * Positions in the plane.
 *
 * @returns `[count, 2]`, the same for the same seed
 * @example const places = neighbourMap(embedding, 1);
 */
export function neighbourMap(embedding: Embedding, seed: number): Float32Array {
  const { count } = embedding;
  const wanted = Math.min(mostComponents, embedding.size, count);
  const reduced = project(embedding, principalComponents(embedding, wanted, iterations));
  const vectors = Array.from({ length: count }, (_, i) => [
    ...reduced.subarray(i * wanted, (i + 1) * wanted),
  ]);
  const random = new Random(seed, 'neighbour map');
  const umap = new UMAP({
    ...{ nComponents: 2, nNeighbors: Math.min(neighbours, count - 1), minDist: 0.1, nEpochs: epochs },
    random: () => random.uniform(),
  });
  return Float32Array.from(umap.fit(vectors).flat());
}
