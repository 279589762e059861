// PaDiM: each place has a normal distribution of its features over good pieces, and is as unlike them as its
// Mahalanobis distance (Defard, Setkov, Loesch & Audigier, 2021, "PaDiM: a Patch Distribution Modeling
// Framework for Anomaly Detection and Localization"). Pieces must lie alike.
import { gather, matMul, reduceL2, reduceMax, sub, transpose } from '../../engine/graph/operators/index.ts';
import { Random } from '../../random.ts';
import { withinRegion, type Head, type Learner, type LearnerOptions } from './method.ts';

/**
 * The most features of a place that are kept, drawn at random as in the paper; and at most a quarter of
 * the number of pieces, because a covariance of fewer pieces is mostly regularization.
 */
export const keptChannels = 100;
/** What is added to each variance (equation 1), so that matrices can be inverted. */
const regularization = 0.01;

/** Learns the distributions. They depend on the pieces only by sums, which are kept for each part. */
export function padimLearner({ shape, pieces, seed }: LearnerOptions): Learner {
  const places = shape.height * shape.width;
  const all = pieces.reduce((a, b) => a + b, 0);
  const kept = Math.min(keptChannels, Math.ceil(all / 4));
  const channels = drawnChannels(shape.channels, kept, seed);
  let origin: Float32Array | undefined;
  const parts = pieces.map(() => new PlaceMoments(places, channels.length));
  return {
    add(part, features) {
      const size = places * shape.channels;
      for (let start = 0; start < features.length; start += size) {
        const piece = keptOf(features.subarray(start, start + size), shape.channels, channels);
        origin ??= piece.slice(); // differences from one piece are small, so that sums lose few digits
        parts[part]!.add(piece, origin);
      }
    },
    head: (without) => {
      const moments = new PlaceMoments(places, channels.length);
      parts.forEach((part, i) => i !== without && moments.addAll(part));
      return padimHead(moments, origin!, channels);
    },
  };
}

const drawnChannels = (all: number, kept: number, seed: number): Int32Array =>
  new Random(seed, 'channels')
    .shuffle(Int32Array.from({ length: all }, (_, i) => i))
    .subarray(0, kept)
    .sort();

function keptOf(features: Float32Array, size: number, channels: Int32Array): Float32Array {
  const kept = new Float32Array((features.length / size) * channels.length);
  for (let place = 0, i = 0; place < features.length; place += size)
    for (const channel of channels) kept[i++] = features[place + channel]!;
  return kept;
}

/** The sums of features and of their products, for each place. */
class PlaceMoments {
  count = 0;
  readonly size: number;
  /** `[places, size]` */
  readonly sums: Float64Array;
  /** `[places, size · (size + 1) / 2]`: the lower triangles, row by row. */
  readonly products: Float32Array;

  constructor(places: number, size: number) {
    this.size = size;
    this.sums = new Float64Array(places * size);
    this.products = new Float32Array((places * size * (size + 1)) / 2);
  }

  add(piece: Float32Array, origin: Float32Array): void {
    const { size, sums, products } = this;
    this.count++;
    for (let first = 0, at = 0; first < piece.length; first += size)
      for (let i = first; i < first + size; i++) {
        const difference = piece[i]! - origin[i]!;
        sums[i]! += difference;
        for (let j = first; j <= i; j++) products[at++]! += difference * (piece[j]! - origin[j]!);
      }
  }

  addAll(other: PlaceMoments): void {
    this.count += other.count;
    other.sums.forEach((sum, i) => (this.sums[i]! += sum));
    other.products.forEach((product, i) => (this.products[i]! += product));
  }
}

/**
 * The judgement by the means and the inverse covariances. The distance is the length of the difference from
 * the mean times the inverse of the covariance's Cholesky factor.
 */
function padimHead(moments: PlaceMoments, origin: Float32Array, channels: Int32Array): Head {
  const { count, size, sums } = moments;
  const places = sums.length / size;
  const means = Float32Array.from(sums, (sum, i) => origin[i]! + sum / count);
  const factors = new Float32Array(places * size * size);
  for (let place = 0; place < places; place++)
    factors.set(whiteningOf(covarianceOf(moments, place), size), place * size * size);
  return {
    judge(features, region) {
      const { graph } = features;
      const kept = gather(features, graph.int64([...channels]), 2);
      const differences = sub(kept, graph.constant(means, [places, size], 'float32', 'means'));
      const factor = graph.constant(factors, [places, size, size], 'float32', 'factors');
      const white = matMul(transpose(differences, [1, 0, 2]), factor); // [places, batch, size]
      const lengths = reduceL2(white, { axes: [2], keepDims: false });
      const distances = withinRegion(transpose(lengths, [1, 0]), region);
      return { distances, score: reduceMax(distances, { axes: [1], keepDims: false }) };
    },
  };
}

/** The lower triangle of the covariance of a place, with the regularization, as a full matrix. */
function covarianceOf({ count, size, sums, products }: PlaceMoments, place: number): Float64Array {
  const covariance = new Float64Array(size * size);
  let at = (place * size * (size + 1)) / 2;
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      const means = (sums[place * size + i]! * sums[place * size + j]!) / count;
      covariance[i * size + j] = (products[at++]! - means) / (count - 1) + (i === j ? regularization : 0);
    }
  return covariance;
}

/**
 * The transposed inverse of the Cholesky factor L of a matrix C = L·Lᵀ: rows times it have the length of
 * their Mahalanobis distance.
 */
function whiteningOf(matrix: Float64Array, size: number): Float64Array {
  const factor = matrix;
  for (let j = 0; j < size; j++)
    for (let i = j; i < size; i++) {
      let sum = factor[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!;
      // Rounding may take a variance below what was added to it.
      factor[i * size + j] = i === j ? Math.sqrt(Math.max(sum, regularization)) : sum / factor[j * size + j]!;
    }
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++)
    for (let i = column; i < size; i++) {
      let sum = i === column ? 1 : 0;
      for (let k = column; k < i; k++) sum -= factor[i * size + k]! * inverse[column * size + k]!;
      inverse[column * size + i] = sum / factor[i * size + i]!;
    }
  return inverse;
}
