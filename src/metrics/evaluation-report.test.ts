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

  it('has all of the usual figures, and the calibration', () => {
    expect(report).toMatchObject(classificationReport(predictions));
    expect(report.calibration).toEqual(calibration(predictions));
  });

  it('has figures within their intervals, or near: the bootstrap is skewed where they are at an end', () => {
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

  it('is the same again, and has other intervals from another seed', () => {
    expect(evaluationReport(predictions, { resamples: 50 })).toEqual(
      evaluationReport(predictions, { resamples: 50 }),
    );
    const other = evaluationReport(predictions, { seed: 2 });
    expect(other.bootstrap).toEqual({ seed: 2, resamples: 1000, level: 0.95 });
    if (predictions.name !== 'alike') expect(other.intervals).not.toEqual(report.intervals);
  });
});

it('has top-k accuracies for 2, 3 and 5 where they leave out a class', () => {
  const ks = scikitLearnCases.map((one) => evaluationReport(one, { resamples: 1 }).topK.map(({ k }) => k));
  expect(ks).toEqual([[2, 3, 5], [2, 3], [2, 3], [2]]);
});

describe('definedScores', () => {
  const classNames = ['a', 'b', 'c'];

  it('has nothing where there is nothing to divide by', () => {
    // Two of a, one of them taken for b; c is neither there nor said.
    const probabilities = [1, 0, 0, 0, 1, 0];
    const [a, b, c] = definedScores(evaluationReport({ labels: [0, 0], probabilities, classNames }));
    expect(a).toEqual({ precision: 1, recall: 0.5, f1: 2 / 3, specificity: null });
    expect(b).toEqual({ precision: 0, recall: null, f1: 0, specificity: 0.5 });
    expect(c).toEqual({ precision: null, recall: null, f1: null, specificity: 1 });
  });

  it('is the plain scores where every class is there and said', () => {
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
