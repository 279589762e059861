// Outliers from given distances to their neighbours.
import { expect, it } from 'vitest';
import { auditDefaults } from './defaults.ts';
import { findOutliers } from './outliers.ts';

/** So many pictures, each with the distances to its neighbours, nearest first. */
const neighboursOf = (rows: readonly (readonly number[])[]) => {
  const k = rows[0]!.length;
  return {
    ...{ count: rows.length, k, indices: new Int32Array(rows.length * k) },
    distances: Float32Array.from(rows.flat()),
  };
};

it('takes the mean over the given number of neighbours', () => {
  const neighbours = neighboursOf([
    [1, 3, 90],
    [2, 4, 6],
  ]);
  expect(findOutliers(neighbours, 2, 9)).toEqual([
    { index: 1, score: 3 },
    { index: 0, score: 2 },
  ]);
});

it('takes all neighbours if there are fewer', () => {
  expect(findOutliers(neighboursOf([[1, 3, 8]]), 10, 9)).toEqual([{ index: 0, score: 4 }]);
});

it('orders equals by index, and stops at the limit', () => {
  const neighbours = neighboursOf([[1], [5], [5], [7], [5]]);
  expect(findOutliers(neighbours, 1, 3).map(({ index }) => index)).toEqual([3, 1, 2]);
  expect(findOutliers(neighbours, 1, 9).map(({ index }) => index)).toEqual([3, 1, 2, 4, 0]);
});

it('by default an audit uses four folds and lists at most 2,000', () => {
  expect(auditDefaults).toEqual({ limit: 2000, folds: 4, seed: 1 });
});
