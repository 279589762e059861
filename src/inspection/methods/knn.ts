// Plain nearest neighbours: a picture is as unlike good pieces as the features of the whole picture are far
// from those of the nearest good pieces (Bergman, Cohen & Hoshen, 2020, "Deep Nearest Neighbor Anomaly
// Detection"). Where it is unlike them, pooled-map.ts tells from how the distance grows with each feature.
import {
  add,
  div,
  gather,
  reduceL2,
  reduceMean,
  reshape,
  sub,
  topK,
} from '../../engine/graph/operators/index.ts';
import type { Vectors } from '../../neighbours/vectors.ts';
import { joinRows, meanRow, PooledRows } from '../pooled-rows.ts';
import { partialDistances } from '../nearest-rows.ts';
import { bankName, type Head, type Learner, type LearnerOptions } from './method.ts';

/** The neighbours whose mean distance counts, as in the paper. */
const neighbours = 2;

/** Keeps the features of all pieces. */
export function knnLearner({ shape, pieces }: LearnerOptions): Learner {
  const parts = pieces.map((count) => new PooledRows(count, shape.channels));
  return {
    add(part, features) {
      for (let start = 0; start < features.length; start += shape.channels) parts[part]!.add(features, start);
    },
    head: (without) =>
      knnHead(joinRows(parts.filter((_, part) => part !== without).map((part) => part.rows()))),
  };
}

/** Keeps a distance of 0 from being a divisor. */
const leastDistance = 1e-12;

/** The judgement of whole pictures by a bank `[rows, channels]`. */
export const knnHead = (bank: Vectors): Head => ({
  judge(features) {
    const { graph } = features;
    const { count, dimensions, values } = bank;
    const centre = graph.constant(meanRow(bank), [dimensions], 'float32', 'centre');
    const rows = sub(graph.constant(values, [count, dimensions], 'float32', bankName), centre);
    const vectors = sub(features, centre);
    const flat = reshape(vectors, [-1, dimensions]);
    const nearest = topK(partialDistances(flat, rows), Math.min(neighbours, count), { smallest: true });
    const differences = sub(vectors, gather(rows, nearest.indices)); // [batch, neighbours, channels]
    const lengths = reduceL2(differences, { axes: [2] });
    const directions = div(differences, add(lengths, leastDistance));
    return {
      score: reshape(reduceMean(lengths, { axes: [1] }), [-1]),
      distances: reduceMean(directions, { axes: [1], keepDims: false }),
    };
  },
});
