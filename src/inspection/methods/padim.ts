// PaDiM: each place has a normal distribution of its features over good pieces, and is as unlike them as its
// Mahalanobis distance (Defard, Setkov, Loesch & Audigier, 2021, "PaDiM: a Patch Distribution Modeling
// Framework for Anomaly Detection and Localization"). Pieces must lie alike.
import { gather, matMul, reduceL2, reduceMax, sub, transpose } from '../../engine/graph/operators/index.ts';
import type { Graph, Node } from '../../engine/graph/graph.ts';
import type { Vectors } from '../../neighbours/vectors.ts';
import { Random } from '../../random.ts';
import { isNamed, withinRegion, type Head, type Learner, type LearnerOptions } from './method.ts';
import { PlaceMoments } from './place-moments.ts';

/**
 * The most features of a place that are kept, drawn at random as in the paper; and at most a quarter of
 * the number of pieces, because a covariance of fewer pieces is mostly regularization.
 */
export const keptChannels = 100;
/** The names of the constants in the graph that hold what a head knows. */
const [meansName, whiteningName] = ['means', 'factors'];

/** Learns the distributions. They depend on the pieces only by sums, which are kept for each part. */
export function padimLearner({ shape, pieces, seed }: LearnerOptions): Learner {
  const pieceSize = shape.height * shape.width * shape.channels;
  const all = pieces.reduce((a, b) => a + b, 0);
  const kept = Math.min(keptChannels, Math.ceil(all / 4));
  const channels = drawnChannels(shape.channels, kept, seed);
  const parts: PlaceMoments[] = [];
  return {
    add(part, features) {
      for (let start = 0; start < features.length; start += pieceSize) {
        const piece = keptOf(features.subarray(start, start + pieceSize), shape.channels, channels);
        // The first piece is near the mean of all.
        if (parts.length === 0) parts.push(...pieces.map(() => new PlaceMoments(piece, channels.length)));
        parts[part]!.add(piece);
      }
    },
    head: (without) => {
      const [first, ...others] = parts.filter((_, part) => part !== without);
      const moments = first!.copy();
      others.forEach((part) => moments.addAll(part));
      return padimHead(moments, channels);
    },
  };
}

const drawnChannels = (all: number, kept: number, seed: number): Int32Array =>
  new Random(seed, 'channels')
    .shuffle(Int32Array.from({ length: all }, (_, i) => i))
    .subarray(0, kept)
    .sort();

function keptOf(features: Float32Array, size: number, channels: ArrayLike<number>): Float32Array {
  const kept = new Float32Array((features.length / size) * channels.length);
  for (let place = 0, i = 0; place < features.length; place += size)
    for (let k = 0; k < channels.length; k++) kept[i++] = features[place + channels[k]!]!;
  return kept;
}

/**
 * The judgement by the means and the inverse covariances. The distance is the length of the difference from
 * the mean times the inverse of the covariance's Cholesky factor.
 */
function padimHead(moments: PlaceMoments, channels: ArrayLike<number>): Head {
  const { places, size } = moments;
  const [means, matrices] = [moments.means(), moments.whitening()];
  return {
    judge(features, region) {
      const { graph } = features;
      const kept = gather(features, graph.int64(Array.from(channels)), 2);
      const differences = sub(kept, graph.constant(means, [places, size], 'float32', meansName));
      const factor = graph.constant(matrices, [places, size, size], 'float32', whiteningName);
      const white = matMul(transpose(differences, [1, 0, 2]), factor); // [places, batch, size]
      const lengths = reduceL2(white, { axes: [2], keepDims: false });
      const distances = withinRegion(transpose(lengths, [1, 0]), region);
      return { distances, score: reduceMax(distances, { axes: [1], keepDims: false }) };
    },
  };
}

/** What a head in a graph knows. */
export interface PlaceDistributions {
  /** The features of each place that it keeps. */
  readonly channels: readonly number[];
  /** `[places, channels]`. */
  readonly means: Float32Array;
  /** `[places, channels, channels]`. */
  readonly matrices: Float32Array;
}

/** What the heads in a graph know, in their order. */
export function padimHeadsIn({ nodes }: Graph): PlaceDistributions[] {
  const withInput = (name: string): Node[] =>
    nodes.filter(({ inputs: [, second] }) => second?.data && isNamed(second, name));
  const products = withInput(whiteningName);
  return withInput(meansName).map(({ inputs: [kept, means] }, i) => ({
    channels: Array.from(kept!.producer!.inputs[1]!.data as BigInt64Array, Number),
    means: means!.data as Float32Array,
    matrices: products[i]!.inputs[1]!.data as Float32Array,
  }));
}

/**
 * A head that knows more pieces: the distributions are those of all, whatever the order in which they came.
 *
 * @param known a head that is to grow
 * @param count the number of pieces that it knows
 * @param added the features of other pieces, `[pieces · places, channels]`
 */
export function grownPadimHead(
  { channels, means, matrices }: PlaceDistributions,
  count: number,
  { values, dimensions }: Vectors,
): Head {
  const moments = PlaceMoments.of(means, matrices, count);
  const pieceSize = moments.places * dimensions;
  for (let start = 0; start < values.length; start += pieceSize)
    moments.add(keptOf(values.subarray(start, start + pieceSize), dimensions, channels));
  return padimHead(moments, channels);
}
