// The nearest row of a bank for each vector, as part of a graph. |a|² - 2ab + |b|² is fast but loses digits
// where two vectors are close, so it only decides which row is the nearest; the distance to that row is
// computed from the difference. The bank is compared in pieces, so that memory does not grow with it.
import type { Value } from '../engine/graph/graph.ts';
import {
  add,
  gather,
  gemm,
  less,
  mul,
  reduceL2,
  reduceSum,
  reshape,
  slice,
  sub,
  topK,
  transpose,
  where,
} from '../engine/graph/operators/index.ts';

/** The most distances in memory at a time for each picture: 8 MiB. */
const mostDistances = 2 ** 21;

/** The nearest rows. */
export interface NearestRows {
  /** `[batch, places]`, Euclidean distances. */
  readonly distances: Value;
  /** `[batch, places]`, the indices of the rows, int64. */
  readonly indices: Value;
}

/**
 * Finds the nearest row for each vector.
 *
 * @param vectors float32 `[batch, places, channels]`
 * @param bank float32 `[rows, channels]`; small numbers lose fewer digits, so take the mean off both
 */
export function nearestRows(vectors: Value, bank: Value): NearestRows {
  const [, places, channels] = vectors.shape as [unknown, number, number];
  const flat = reshape(vectors, [-1, channels]);
  const indices = nearestIndices(flat, bank, Math.max(1, Math.floor(mostDistances / places)));
  const differences = sub(flat, reshape(gather(bank, indices), [-1, channels]));
  const distances = reduceL2(differences, { axes: [1], keepDims: false });
  return { distances: reshape(distances, [-1, places]), indices: reshape(indices, [-1, places]) };
}

/** The index of the nearest row for each of `[vectors, channels]`, as `[vectors, 1]`. */
function nearestIndices(flat: Value, bank: Value, pieceSize: number): Value {
  const [rows] = bank.shape as [number];
  const pieces = Array.from({ length: Math.ceil(rows / pieceSize) }, (_, i) => {
    const start = i * pieceSize;
    const piece =
      rows <= pieceSize ? bank : slice(bank, { starts: [start], ends: [start + pieceSize], axes: [0] });
    const { values, indices } = topK(partialDistances(flat, piece), 1, { smallest: true });
    return { values, indices: start === 0 ? indices : add(indices, start) };
  });
  return pieces.reduce((best, other) => {
    const isNearer = less(other.values, best.values);
    return {
      values: where(isNearer, other.values, best.values),
      indices: where(isNearer, other.indices, best.indices),
    };
  }).indices;
}

/**
 * |b|² - 2ab for vectors a and rows b, which puts the rows of each vector in the order of their distances.
 *
 * @param vectors `[vectors, channels]`
 * @param rows `[rows, channels]`
 * @returns `[vectors, rows]`
 */
export function partialDistances(vectors: Value, rows: Value): Value {
  const lengths = transpose(reduceSum(mul(rows, rows), { axes: [1] }), [1, 0]);
  return gemm(vectors, rows, lengths, { alpha: -2, transB: 1 });
}
