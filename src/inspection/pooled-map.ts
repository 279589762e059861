// Where a picture is unlike good ones, if whole pictures are compared by means over all places. The distance
// of such features is itself a mean over places, as the score of a class is in class activation maps (Zhou et
// al., 2016): with f the features of the picture, the mean of those of its places g(p), and n those of a good
// piece, |f - n| = u · (f - n) = mean of u · (g(p) - n), where u is the direction from n to f. So each place
// has a share in the distance, at the cost of one product. What a place usually has, h(p), is taken off, and
// the mean of that added again, so that a place counts that is unlike itself, not unlike other places.
import type { Graph, Value } from '../engine/graph/graph.ts';
import {
  add,
  matMul,
  mul,
  reduceMean,
  reshape,
  slice,
  sub,
  unsqueeze,
} from '../engine/graph/operators/index.ts';
import type { FeaturePart } from '../novelty/features.ts';
import { alongAxes, interpolation } from './axis-matrix.ts';
import type { Judgement } from './methods/method.ts';
import type { PictureSize } from './middle-maps.ts';

/** A part of the features, and what its maps are usually like. */
export interface UsualPart extends FeaturePart {
  /** `[channels, height, width]`: the mean of the scaled maps of good pieces; missing until it is known. */
  readonly usual?: Float32Array | undefined;
}

/** The maps whose means are the features, scaled like these, `[batch, channels, height, width]`. */
export const scaledMaps = (parts: readonly FeaturePart[]): Value[] =>
  parts.flatMap(({ maps, scale }) => (maps ? [mul(maps, reshape(scale, [-1, 1, 1, 1]))] : []));

/** The size of the largest maps that features are means of; undefined if there are none. */
export const pooledSize = (parts: readonly FeaturePart[]): PictureSize | undefined =>
  parts
    .flatMap(({ maps }) => (maps ? [{ height: Number(maps.shape[2]), width: Number(maps.shape[3]) }] : []))
    .sort((a, b) => b.height - a.height)[0];

/**
 * The share of each place in the distance of a picture, `[batch, places]`. Their mean is the distance, but
 * for what enlarging small maps changes. Places that speak for a good piece have less than 0.
 *
 * @param parts what the features are made of; a part that is not a mean over places is shared equally
 * @param judgement the distance of the picture, and how much it grows with each feature
 */
export function pooledDistances(
  parts: readonly UsualPart[],
  { score, distances: slopes }: Judgement,
  { height, width }: PictureSize,
): Value {
  let start = 0;
  let sum: Value = reshape(score, [-1, 1, 1]);
  for (const { size, maps, scale, usual } of parts) {
    const own = slice(slopes, { starts: [start], ends: [start + size], axes: [1] });
    start += size;
    if (!maps) continue;
    const [, , rows, columns] = maps.shape as [unknown, unknown, number, number];
    const slope = unsqueeze(own, [1]);
    const found = mul(matMul(slope, reshape(maps, [0, size, -1])), unsqueeze(scale, [1])); // [batch, 1, places]
    const unusual = usual ? sub(found, matMul(slope, usualMaps(found.graph, usual, size))) : found;
    const shares = reshape(sub(unusual, reduceMean(unusual, { axes: [2] })), [0, rows, columns]);
    const isWhole = rows === height && columns === width;
    sum = add(
      sum,
      isWhole ? shares : alongAxes(shares, interpolation(rows, height), interpolation(columns, width)),
    );
  }
  return reshape(sum, [0, -1]);
}

const usualMaps = (graph: Graph, maps: Float32Array, channels: number): Value =>
  graph.constant(maps, [1, channels, maps.length / channels], 'float32', 'usual');
