// A map of many vectors that keeps neighbours together. UMAP (McInnes, Healy & Melville, 2018), from the
// package umap-js, places some of them, the landmarks; the others stand among the landmarks nearest to them.
// It begins with the principal components, so that one sees a map at once that gets better step by step.
import { UMAP } from 'umap-js';
import { spreadIndices } from '../../data/spread-indices.ts';
import { Random } from '../../random.ts';

/** With fewer vectors, neighbours mean nothing. */
export const leastOnMap = 10;
/** The landmarks that are known as the nearest of each vector, at most. */
export const neighboursOnMap = 15;
const epochs = 250;
/** So many of the nearest landmarks place a vector that is none. */
const placing = 5;
/** The principal components are scaled so that most vectors are within this distance of the middle. */
const extent = 10;

/** What a map is drawn from: `prepareMap` makes it. */
export interface MapSource {
  readonly count: number;
  /** How many of them are landmarks, spread evenly. */
  readonly landmarks: number;
  /** The number of nearest landmarks of each vector. */
  readonly k: number;
  /** `[count, 2]`, the first two principal components. */
  readonly components: Float32Array;
  /** `[count, k]`, positions among the landmarks, the nearest first. A landmark is nearest to itself. */
  readonly indices: Int32Array;
  /** `[count, k]` */
  readonly distances: Float32Array;
}

/** A map as far as it is. */
export interface MapStep {
  /** `[count, 2]` */
  readonly places: Float32Array;
  /** From 0 to 1. */
  readonly share: number;
}

/** The principal components, scaled to the size of the map. */
export function componentMap({ components }: MapSource): Float32Array {
  const squares = components.reduce((sum, value) => sum + value * value, 0);
  const scale = squares === 0 ? 1 : extent / (2 * Math.sqrt(squares / components.length));
  return components.map((value) => scale * value);
}

/**
 * Places the vectors step by step; the same for the same seed.
 *
 * @param steps how often the map is told, beside its end
 * @example for (const { places, share } of landmarkMap(await prepareMap(vectors), 1)) draw(places, share);
 */
export function* landmarkMap(source: MapSource, seed: number, steps = 25): Generator<MapStep, void> {
  const landmarks = spreadIndices(source.count, source.landmarks);
  const random = new Random(seed, 'neighbour map');
  const umap = new UMAP({
    ...{ nComponents: 2, nNeighbors: source.k, minDist: 0.1, nEpochs: epochs },
    random: () => random.uniform(),
  });
  const row = <T extends Int32Array | Float32Array>(values: T, index: number) => [
    ...values.subarray(index * source.k, (index + 1) * source.k),
  ];
  umap.setPrecomputedKNN(
    Array.from(landmarks, (index) => row(source.indices, index)),
    Array.from(landmarks, (index) => row(source.distances, index)),
  );
  umap.initializeFit(Array.from(landmarks, () => [])); // it only counts them: the neighbours are known
  const placed = umap.getEmbedding(); // these arrays are those that it moves
  const first = componentMap(source);
  landmarks.forEach((index, i) => placed[i]!.splice(0, 2, first[2 * index]!, first[2 * index + 1]!));
  for (let epoch = 1; epoch <= epochs; epoch++) {
    umap.step();
    if (epoch === epochs || epoch % Math.ceil(epochs / steps) === 0)
      yield { places: placesAmong(placed, source), share: epoch / epochs };
  }
}

/** Each landmark at its place, and each other vector at the mean of the nearest, weighted by closeness. */
function placesAmong(
  placed: readonly (readonly number[])[],
  { count, k, indices, distances }: MapSource,
): Float32Array {
  const places = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    const near = i * k;
    const least = 1e-3 * distances[near + Math.min(k, placing) - 1]! + 1e-12;
    let [x, y, total] = [0, 0, 0];
    for (let j = near; j < near + Math.min(k, placing); j++) {
      const weight = 1 / Math.max(least, distances[j]!) ** 2;
      const place = placed[indices[j]!]!;
      x += weight * place[0]!;
      y += weight * place[1]!;
      total += weight;
    }
    places[2 * i] = x / total;
    places[2 * i + 1] = y / total;
  }
  return places;
}
