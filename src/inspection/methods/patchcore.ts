// PatchCore: a place is as unlike good pieces as its features are far from the nearest ones in a bank, which
// keeps a few of the features of good pieces (Roth et al., 2022, "Towards Total Recall in Industrial Anomaly
// Detection").
import type { Value } from '../../engine/graph/graph.ts';
import {
  cast,
  gather,
  matMul,
  mul,
  oneHot,
  reduceL2,
  reduceSum,
  reshape,
  slice,
  softmax,
  sub,
  topK,
  unsqueeze,
} from '../../engine/graph/operators/index.ts';
import type { Vectors } from '../../neighbours/vectors.ts';
import { Random } from '../../random.ts';
import { coresetRows } from '../coreset.ts';
import { nearestRows, partialDistances } from '../nearest-rows.ts';
import { joinRows, meanRow, PooledRows } from '../pooled-rows.ts';
import { bankName, withinRegion, type Head, type Learner, type LearnerOptions } from './method.ts';

/** The most places of all pieces among which the bank is chosen; of more pieces, fewer places each. */
export const mostCandidates = 60_000;

/** The neighbours in the bank that weigh the score of a picture, b in the paper. */
const weighingNeighbours = 9;

/**
 * Learns a bank. Each part is condensed by itself, and the bank is chosen among what is left of the parts: a
 * solution of the k-centre problem can be composed in this way (Malkomes et al., 2015, "Fast Distributed
 * k-Center Clustering with Outliers").
 */
export function patchcoreLearner({ shape, pieces, bankSize, seed }: LearnerOptions): Learner {
  const { channels } = shape;
  const places = shape.height * shape.width;
  const all = pieces.reduce((a, b) => a + b, 0);
  const drawn = Math.max(1, Math.min(places, Math.floor(mostCandidates / all)));
  const random = new Random(seed, 'places');
  const parts = pieces.map((count) => new PooledRows(count * drawn, channels));
  const condensed = new Map<number, Vectors>();
  const condense = (part: number): Vectors => {
    const known = condensed.get(part) ?? coresetRows(parts[part]!.rows(), { count: bankSize, seed });
    condensed.set(part, known);
    return known;
  };
  return {
    add(part, features) {
      for (let start = 0; start < features.length; start += places * channels)
        for (const place of drawnPlaces(places, drawn, random))
          parts[part]!.add(features, start + place * channels);
    },
    head(without) {
      const others = [...parts.keys()].filter((part) => part !== without).map(condense);
      return patchcoreHead(coresetRows(joinRows(others), { count: bankSize, seed }));
    },
  };
}

/** Places without repetition, in ascending order. */
function drawnPlaces(places: number, count: number, random: Random): Int32Array {
  const all = Int32Array.from({ length: places }, (_, i) => i);
  return count === places ? all : random.shuffle(all).subarray(0, count).sort();
}

/** The judgement by a bank `[rows, channels]`. */
export const patchcoreHead = (bank: Vectors): Head => ({
  judge(features, region) {
    const { graph } = features;
    const [, places, channels] = features.shape as [unknown, number, number];
    // Without the mean the numbers are smaller, and the search loses fewer digits.
    const centre = graph.constant(meanRow(bank), [channels], 'float32', 'centre');
    const rows = sub(graph.constant(bank.values, [bank.count, channels], 'float32', bankName), centre);
    const vectors = sub(features, centre);
    const { distances, indices } = nearestRows(vectors, rows);
    const counted = withinRegion(distances, region);
    const { values, indices: worst } = topK(counted, 1);
    const isWorst = oneHot(worst, places); // [batch, 1, places]
    const vector = reshape(matMul(isWorst, vectors), [-1, channels]);
    const nearest = reduceSum(mul(isWorst, unsqueeze(cast(indices, 'float32'), [1])), { axes: [2] });
    const weight = rarity(vector, rows, reshape(cast(nearest, 'int64'), [-1]));
    return { distances: counted, score: reshape(bank.count > 1 ? mul(values, weight) : values, [-1]) };
  },
});

/**
 * The weight of a score, `[batch, 1]`: 1 minus the softmax of the distance to the nearest row among the
 * distances to that row and its neighbours (equation 7). It is larger where the nearest row is itself rare.
 *
 * @param vector `[batch, channels]`
 * @param nearest `[batch]`, the index of its nearest row
 */
function rarity(vector: Value, rows: Value, nearest: Value): Value {
  const [count] = rows.shape as [number];
  const byDistance = partialDistances(gather(rows, nearest), rows);
  const { indices } = topK(byDistance, Math.min(weighingNeighbours, count), { smallest: true });
  const differences = sub(gather(rows, indices), unsqueeze(vector, [1]));
  const shares = softmax(reduceL2(differences, { axes: [2], keepDims: false }), { axis: 1 });
  return sub(1, slice(shares, { starts: [0], ends: [1], axes: [1] }));
}
