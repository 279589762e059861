// The whole as one document; its figures are in scikit-learn.test.ts.
import { describe, expect, it } from 'vitest';
import { calibration } from './calibration.ts';
import { classificationReport } from './classification-report.ts';
import { definedScores, evaluationReport } from './evaluation-report.ts';
import { scikitLearnCases } from './testing/scikit-learn.ts';

describe.each(scikitLearnCases)('$name', (predictions) => {
  const report = evaluationReport(predictions);

  it('survives JSON unchanged', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('has all the usual scores, and the calibration', () => {
    expect(report).toMatchObject(classificationReport(predictions));
    expect(report.calibration).toEqual(calibration(predictions));
  });

  it('has scores within their intervals, or near them: the bootstrap is skewed at the ends', () => {
    const { loss, brierScore, matthewsCorrelation, cohensKappa, intervals } = report;
    for (const [value, [low, high]] of [
      [loss, intervals.loss],
      [brierScore, intervals.brierScore],
      [matthewsCorrelation, intervals.matthewsCorrelation],
      [cohensKappa, intervals.cohensKappa],
    ] as const) {
      expect(low).toBeLessThanOrEqual(value + 1e-12);
      expect(high).toBeGreaterThanOrEqual(value - 1e-12);
    }
  });

  it('is reproducible, and has other intervals with another seed', () => {
    expect(evaluationReport(predictions, { resamples: 50 })).toEqual(
      evaluationReport(predictions, { resamples: 50 }),
    );
    const other = evaluationReport(predictions, { seed: 2 });
    expect(other.bootstrap).toEqual({ seed: 2, resamples: 1000, level: 0.95 });
    if (predictions.name !== 'alike') expect(other.intervals).not.toEqual(report.intervals);
  });
});

it('has top-k accuracies for those of 2, 3 and 5 below the number of classes', () => {
  const ks = scikitLearnCases.map((one) => evaluationReport(one, { resamples: 1 }).topK.map(({ k }) => k));
  expect(ks).toEqual([[2, 3, 5], [2, 3], [2, 3], [2]]);
});

describe('definedScores', () => {
  const classNames = ['a', 'b', 'c'];

  it('has no score if it would divide by zero', () => {
    // Two of a, one of them taken for b; c is neither there nor said.
    const probabilities = [1, 0, 0, 0, 1, 0];
    const [a, b, c] = definedScores(evaluationReport({ labels: [0, 0], probabilities, classNames }));
    expect(a).toEqual({ precision: 1, recall: 0.5, f1: 2 / 3, specificity: null });
    expect(b).toEqual({ precision: 0, recall: null, f1: 0, specificity: 0.5 });
    expect(c).toEqual({ precision: null, recall: null, f1: null, specificity: 1 });
  });

  it('equals the plain scores if every class occurs and is predicted', () => {
    const probabilities = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0];
    const report = evaluationReport({ labels: [0, 1, 2, 2], probabilities, classNames });
    expect(definedScores(report)).toEqual(
      report.perClass.map(({ precision, recall, f1, specificity }) => ({
        precision,
        recall,
        f1,
        specificity,
      })),
    );
  });
});
