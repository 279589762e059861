// Plain nearest neighbours: a picture is as unlike good pieces as the features of the whole picture are far
// from those of the nearest good pieces (Bergman, Cohen & Hoshen, 2020, "Deep Nearest Neighbor Anomaly
// Detection"). It does not tell where.
import { gather, reduceL2, reduceMean, reshape, sub, topK } from '../../engine/graph/operators/index.ts';
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

/** The judgement by a bank `[rows, channels]`; the only place has the distance of the picture. */
export const knnHead = (bank: Vectors): Head => ({
  judge(features) {
    const { graph } = features;
    const { count, dimensions, values } = bank;
    const centre = graph.constant(meanRow(bank), [dimensions], 'float32', 'centre');
    const rows = sub(graph.constant(values, [count, dimensions], 'float32', bankName), centre);
    const vectors = sub(features, centre);
    const flat = reshape(vectors, [-1, dimensions]);
    const nearest = topK(partialDistances(flat, rows), Math.min(neighbours, count), { smallest: true });
    const differences = sub(gather(rows, nearest.indices), vectors); // [batch, neighbours, channels]
    const lengths = reduceL2(differences, { axes: [2], keepDims: false });
    const distances = reduceMean(lengths, { axes: [1] });
    return { distances, score: reshape(distances, [-1]) };
  },
});
