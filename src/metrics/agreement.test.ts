// Correlation and kappa by hand; against scikit-learn they are in scikit-learn.test.ts.
import { expect, it } from 'vitest';
import { cohensKappa, matthewsCorrelation } from './agreement.ts';
import { classCounts, countsOfConfusion } from './class-counts.ts';

const labels = [0, 0, 1, 1];
const predictions = [0, 1, 1, 1];

it('agree with a small example', () => {
  const counts = classCounts(labels, predictions, 2);
  // (1 · 2 - 1 · 0) / √(1 · 3 · 2 · 2)
  expect(matthewsCorrelation(counts)).toBeCloseTo(2 / Math.sqrt(12), 12);
  // accuracy 3 / 4, by chance 1 / 2
  expect(cohensKappa(counts)).toBeCloseTo(0.5, 12);
});

it('are 1 if all are right and -1 if all are wrong', () => {
  const right = classCounts([0, 1, 2], [0, 1, 2], 3);
  expect([matthewsCorrelation(right), cohensKappa(right)]).toEqual([1, 1]);
  const wrong = classCounts([0, 1], [1, 0], 2);
  expect([matthewsCorrelation(wrong), cohensKappa(wrong)]).toEqual([-1, -1]);
});

it('are 0 if everything is predicted as one class, and without items', () => {
  for (const counts of [classCounts([0, 1, 1], [1, 1, 1], 2), classCounts([1, 1], [1, 1], 2)])
    expect([matthewsCorrelation(counts), cohensKappa(counts)]).toEqual([0, 0]);
  const none = classCounts([], [], 2);
  expect([matthewsCorrelation(none), cohensKappa(none)]).toEqual([0, 0]);
});

it('count the given items, also repeated', () => {
  expect(classCounts(labels, predictions, 2, [1, 1, 3])).toEqual({
    hits: [0, 1],
    support: [2, 1],
    predicted: [0, 3],
  });
  const confusion = [
    [1, 1],
    [0, 2],
  ];
  expect(countsOfConfusion(confusion)).toEqual(classCounts(labels, predictions, 2));
});
