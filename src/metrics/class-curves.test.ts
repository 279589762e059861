// Curves by hand, and their means over classes; against scikit-learn they are in scikit-learn.test.ts.
import { expect, it } from 'vitest';
import { classCurves } from './class-curves.ts';
import { meanPrecisionRecallCurve, precisionRecallCurve } from './precision-recall-curve.ts';
import { meanRocCurve, rocCurve } from './roc-curve.ts';

/** Two classes, by the probability of the first. */
const items = (labels: number[], first: number[]) => ({
  labels,
  probabilities: first.flatMap((p) => [p, 1 - p]),
  classCount: 2,
});
// Falling: right, wrong, then one of each that no threshold tells apart.
const mixed = items([0, 1, 0, 1], [0.9, 0.75, 0.5, 0.5]);

it('a ROC curve and its area', () => {
  expect(rocCurve(mixed, 0)).toEqual({
    falsePositiveRate: [0, 0, 0.5, 1],
    truePositiveRate: [0, 0.5, 0.5, 1],
    thresholds: [Infinity, 0.9, 0.75, 0.5],
    // Of the four pairs two are in order, one is not and one is equal.
    area: 2.5 / 4,
  });
});

it('a precision-recall curve and its area', () => {
  expect(precisionRecallCurve(mixed, 0)).toEqual({
    recall: [0, 0.5, 0.5, 1],
    precision: [1, 1, 0.5, 0.5],
    thresholds: [Infinity, 0.9, 0.75, 0.5],
    averagePrecision: 0.5 * 1 + 0.5 * 0.5,
  });
});

it('a class without items has no curve', () => {
  const all = items([0, 0], [0.2, 0.4]);
  expect(rocCurve(all, 0)).toBeUndefined();
  expect(rocCurve(all, 1)).toBeUndefined();
  expect(precisionRecallCurve(all, 1)).toBeUndefined();
  expect(precisionRecallCurve(all, 0)?.averagePrecision).toBe(1);
  expect(classCurves(all).macro).toEqual({
    precisionRecall: {
      recall: expect.any(Array) as number[],
      precision: new Array(101).fill(1),
      averagePrecision: 1,
    },
  });
});

it('means of curves', () => {
  const perfect = { falsePositiveRate: [0, 0, 1], truePositiveRate: [0, 1, 1] };
  const chance = { falsePositiveRate: [0, 1], truePositiveRate: [0, 1] };
  expect(meanRocCurve([perfect, chance], 4)).toEqual({
    falsePositiveRate: [0, 0.25, 0.5, 0.75, 1],
    truePositiveRate: [0.5, 0.625, 0.75, 0.875, 1],
  });
  const one = { recall: [0, 0.5, 0.5, 1], precision: [1, 1, 0.5, 0.25] };
  const two = { recall: [0, 1], precision: [1, 0.75] };
  expect(meanPrecisionRecallCurve([one, two], 4)).toEqual({
    recall: [0, 0.25, 0.5, 0.75, 1],
    precision: [1, 0.875, 0.875, 0.5, 0.5],
  });
});
