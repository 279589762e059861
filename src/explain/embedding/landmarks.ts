// What a map of many vectors is drawn from: their first two principal components, and the nearest of some
// vectors, the landmarks, which are spread evenly over all. The landmarks are few enough for UMAP.
import { spreadIndices } from '../../data/spread-indices.ts';
import type { DeviceOptions } from '../../engine/runtime/runtime.ts';
import { nearestNeighbours } from '../../neighbours/nearest-neighbours.ts';
import type { Vectors } from '../../neighbours/vectors.ts';
import { neighboursOnMap, type MapSource } from './landmark-map.ts';
import { principalComponents, project } from './pca.ts';

/** Neighbours are searched in the first components, which hold nearly all of the variance and cost less. */
const mostComponents = 20;
const iterations = 5;

/** The options of `prepareMap`. */
export interface MapOptions extends DeviceOptions {
  /** UMAP places so many, 5000 if left out; time and memory grow with them. */
  readonly landmarks?: number;
  /** Called with the number of vectors whose neighbours are known. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Prepares the map of vectors, for `landmarkMap`.
 *
 * @throws InputError if there are fewer than two vectors
 */
export async function prepareMap(
  vectors: Vectors,
  { landmarks: most = 5000, ...options }: MapOptions = {},
): Promise<MapSource> {
  const { count, dimensions, values } = vectors;
  const all = { count, size: dimensions, values };
  const landmarks = spreadIndices(count, most);
  const chosen = rowsAt(vectors, landmarks);
  const wanted = Math.min(mostComponents, dimensions, chosen.count);
  const found = principalComponents({ ...chosen, size: dimensions }, wanted, iterations);
  const reduced = { count, dimensions: wanted, values: project(all, found) };
  const { k, indices, distances } = await nearestNeighbours(reduced, rowsAt(reduced, landmarks), {
    ...options,
    k: Math.min(neighboursOnMap, landmarks.length - 1),
  });
  const components = Float32Array.from({ length: 2 * count }, (_, i) =>
    i % 2 < wanted ? reduced.values[(i >> 1) * wanted + (i % 2)]! : 0,
  );
  return { count, landmarks: landmarks.length, k, components, indices, distances };
}

function rowsAt({ dimensions, values }: Vectors, indices: Int32Array): Vectors {
  const rows = new Float32Array(indices.length * dimensions);
  indices.forEach((index, i) =>
    rows.set(values.subarray(index * dimensions, (index + 1) * dimensions), i * dimensions),
  );
  return { count: indices.length, dimensions, values: rows };
}
