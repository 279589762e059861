// Keeps few of many vectors so that none is far from one that is kept: the greedy solution of the k-centre
// problem (Gonzalez, 1985), which takes the vector that is farthest from those taken before. Distances are
// measured after a random projection to fewer dimensions, which nearly keeps them (Johnson & Lindenstrauss,
// 1984), as in PatchCore (Roth et al., 2022, section 3.2).
import { selectRows, squaredDistance, type Vectors } from '../neighbours/vectors.ts';
import { Random } from '../random.ts';
import { meanRow } from './pooled-rows.ts';

/** The dimensions after the projection. */
const projectedDimensions = 64;

/** Vectors that were kept. */
export interface Coreset {
  /** The indices of the vectors, in the order in which they were taken. */
  readonly indices: Int32Array;
  /** The distance of the farthest vector from those that were kept, as projected. */
  readonly radius: number;
}

/** The options of `greedyCoreset`. */
export interface CoresetOptions {
  /** The most vectors to keep. */
  readonly count: number;
  /** Decides the projection. */
  readonly seed: number;
  /** How many of the first vectors are kept in any case; none by default. */
  readonly kept?: number;
  /** Stops before a vector that is no farther from those kept than this; 0 by default. */
  readonly stopsAt?: number;
}

/**
 * Selects vectors that are far from each other. The first one is the farthest from the mean. Vectors that
 * equal a kept one are never kept.
 *
 * @example
 * const line = { count: 5, dimensions: 1, values: Float32Array.of(0, 1, 2, 3, 10) };
 * greedyCoreset(line, { count: 2, seed: 1 }) // { indices: [4, 0], radius: 3 }
 */
export function greedyCoreset(
  vectors: Vectors,
  { count, seed, kept = 0, stopsAt = 0 }: CoresetOptions,
): Coreset {
  const farthest = new FarthestFirst(projected(vectors, seed));
  const indices: number[] = [];
  const take = (index: number) => {
    indices.push(index);
    farthest.take(index);
  };
  for (let i = 0; i < kept; i++) take(i);
  for (;;) {
    const { index, distance } = farthest.next();
    if (indices.length >= count + kept || distance <= stopsAt)
      return { indices: Int32Array.from(indices), radius: distance };
    take(index);
  }
}

/** The rows of a coreset. */
export const coresetRows = (vectors: Vectors, options: CoresetOptions): Vectors =>
  selectRows(vectors, greedyCoreset(vectors, options).indices);

/** The vectors times a random matrix, if that makes them shorter. */
function projected(vectors: Vectors, seed: number): Vectors {
  const { count, dimensions, values } = vectors;
  if (dimensions <= projectedDimensions) return vectors;
  const random = new Random(seed, 'projection');
  const scale = 1 / Math.sqrt(projectedDimensions);
  const matrix = Float32Array.from(
    { length: dimensions * projectedDimensions },
    () => scale * random.normal(),
  );
  const result = new Float32Array(count * projectedDimensions);
  for (let row = 0; row < count; row++) {
    const target = result.subarray(row * projectedDimensions, (row + 1) * projectedDimensions);
    for (let i = 0; i < dimensions; i++) {
      const value = values[row * dimensions + i]!;
      const first = i * projectedDimensions;
      for (let j = 0; j < projectedDimensions; j++) target[j]! += value * matrix[first + j]!;
    }
  }
  return { count, dimensions: projectedDimensions, values: result };
}

/**
 * Finds the vector that is farthest from all that were taken. A distance only falls as more are taken, so an
 * old distance is an upper limit, and only vectors at the top of a heap of such limits are measured again
 * (Minoux, 1978, "Accelerated greedy algorithms"). The result is that of measuring all.
 */
class FarthestFirst {
  private readonly vectors: Vectors;
  private readonly taken: number[] = [];
  /** By vector: the squared distance from the nearest of the first `measured` that were taken. */
  private readonly limits: Float64Array;
  private readonly measured: Int32Array;
  /** A heap of the vectors, the largest limit first. */
  private readonly heap: Int32Array;

  constructor(vectors: Vectors) {
    this.vectors = vectors;
    const { count, dimensions } = vectors;
    const mean = { count: 1, dimensions, values: meanRow(vectors) };
    this.limits = Float64Array.from({ length: count }, (_, i) => squaredDistance(vectors, i, mean, 0));
    this.measured = new Int32Array(count);
    this.heap = Int32Array.from({ length: count }, (_, i) => i);
    for (let place = (count >> 1) - 1; place >= 0; place--) this.sink(place);
  }

  take(index: number): void {
    // Until something is taken, the limits are distances from the mean, which limit nothing.
    if (this.taken.length === 0) this.limits.fill(Infinity);
    this.taken.push(index);
  }

  next(): { index: number; distance: number } {
    for (;;) {
      const index = this.heap[0]!;
      if (this.measured[index] === this.taken.length)
        return { index, distance: Math.sqrt(this.limits[index]!) };
      this.measure(index);
      this.sink(0);
    }
  }

  /** Lowers the limit of a vector, until it is no longer at the top of the heap. */
  private measure(index: number): void {
    const { heap, limits, measured, taken, vectors } = this;
    const second = Math.max(limits[heap[1]!] ?? -1, limits[heap[2]!] ?? -1);
    let [limit, i] = [limits[index]!, measured[index]!];
    while (i < taken.length && limit >= second)
      limit = squaredDistanceUpTo(limit, vectors, index, taken[i++]!);
    limits[index] = limit;
    measured[index] = i;
  }

  private sink(start: number): void {
    const { heap, limits } = this;
    let place = start;
    for (;;) {
      let largest = place;
      for (let child = 2 * place + 1; child <= 2 * place + 2 && child < heap.length; child++)
        if (limits[heap[child]!]! > limits[heap[largest]!]!) largest = child;
      if (largest === place) return;
      [heap[place], heap[largest]] = [heap[largest]!, heap[place]!];
      place = largest;
    }
  }
}

/** The squared distance of two vectors, or the limit if that is lower. */
function squaredDistanceUpTo(limit: number, { values, dimensions }: Vectors, a: number, b: number): number {
  const difference = (b - a) * dimensions;
  const end = (a + 1) * dimensions;
  let sum = 0;
  // Most vectors are far apart, which the first few dimensions tell.
  for (let i = a * dimensions; i < end && sum < limit;) {
    const pause = Math.min(i + 16, end);
    for (; i < pause; i++) sum += (values[i]! - values[i + difference]!) ** 2;
  }
  return Math.min(limit, sum);
}
