// All scores against scikit-learn's on four sets: ten classes; four of very different size with many equal
// probabilities; one with classes that have no items, are never predicted, or neither; and one with equal
// items only.
import { describe, expect, it } from 'vitest';
import { crossEntropy } from './cross-entropy.ts';
import { evaluationReport } from './evaluation-report.ts';
import { precisionRecallCurve } from './precision-recall-curve.ts';
import { meanRocCurve, rocCurve } from './roc-curve.ts';
import { applyTemperature, fitTemperature } from './temperature.ts';
import { scikitLearnCases } from './testing/scikit-learn.ts';
import { topKAccuracy } from './top-k.ts';

/** Replaces numbers by matchers of numbers so near. */
function near(value: unknown, tolerance: number): unknown {
  if (typeof value === 'number')
    // closeTo takes digits: within half of 10 to their negative.
    return expect.closeTo(value, -Math.log10(2 * tolerance));
  if (Array.isArray(value)) return value.map((one) => near(one, tolerance));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, near(one, tolerance)]));
}

it('has one data set of each kind', () => {
  expect(scikitLearnCases.map(({ name }) => name)).toEqual(['ordinary', 'imbalanced', 'degenerate', 'alike']);
  const { expected } = scikitLearnCases[2]!;
  expect(expected.perClass.support[3]).toBe(0);
  expect(expected.confusion.map((row) => row[1])).toEqual([0, 0, 0, 0, 0]);
  expect(expected.perClass.support[1]).toBeGreaterThan(0);
});

describe.each(scikitLearnCases)('$name', ({ labels, probabilities, classNames, expected }) => {
  const items = { labels, probabilities, classCount: classNames.length };
  const report = evaluationReport({ labels, probabilities, classNames }, { resamples: 10 });

  it('overall scores, to 1e-9', () => {
    const { accuracy, balancedAccuracy, matthewsCorrelation, cohensKappa, loss, brierScore } = expected;
    expect(report).toMatchObject(
      near(
        { accuracy, balancedAccuracy, matthewsCorrelation, cohensKappa, loss, brierScore },
        1e-9,
      ) as object,
    );
    expect(report.confusion).toEqual(expected.confusion);
  });

  it('averages of the scores, to 1e-9', () => {
    const { macro, micro, weighted } = expected;
    expect(report).toMatchObject(near({ macro, micro, weighted }, 1e-9) as object);
  });

  it('scores per class, to 1e-9', () => {
    const { precision, recall, f1, specificity, support } = expected.perClass;
    const rows = classNames.map((_, i) =>
      near(
        {
          precision: precision[i],
          recall: recall[i],
          f1: f1[i],
          specificity: specificity[i],
          support: support[i],
        },
        1e-9,
      ),
    );
    expect(report.perClass).toMatchObject(rows);
  });

  it('top-k accuracy for every k, to 1e-9', () => {
    for (const [k, accuracy] of Object.entries(expected.topK))
      expect(topKAccuracy(labels, probabilities, items.classCount, Number(k)), `k = ${k}`).toBeCloseTo(
        accuracy,
        10,
      );
  });

  it('areas under the curves, to 1e-9', () => {
    const { roc, precision, macroRoc, macroPrecision } = expected.areas;
    const rows = roc.map((rocAuc, label) => near({ rocAuc, averagePrecision: precision[label] }, 1e-9));
    expect(report.perClass).toMatchObject(rows);
    expect(report.macro).toMatchObject(
      near({ rocAuc: macroRoc, averagePrecision: macroPrecision }, 1e-9) as object,
    );
  });

  it('every point of the curves of a class, to 1e-9', () => {
    if (!expected.curves) return expect(rocCurve(items, 0)).toBeUndefined();
    const { label, falsePositiveRate, truePositiveRate, recall, precision, thresholds } = expected.curves;
    const roc = near({ falsePositiveRate, truePositiveRate }, 1e-9) as object;
    expect(rocCurve(items, label)).toMatchObject(roc);
    const curve = near({ recall, precision, thresholds: [Infinity, ...thresholds] }, 1e-9) as object;
    expect(precisionRecallCurve(items, label)).toMatchObject(curve);
  });

  it('the mean of the ROC curves, to 1e-9', () => {
    const curves = classNames.flatMap((_, label) => rocCurve(items, label) ?? []);
    if (!expected.meanRoc) return expect(curves).toEqual([]);
    expect(meanRocCurve(curves, 10).truePositiveRate).toEqual(near(expected.meanRoc, 1e-9));
  });

  it.runIf(expected.temperature)('the temperature, as CalibratedClassifierCV finds it', () => {
    const { temperature, loss, firstRow } = expected.temperature!;
    const found = fitTemperature(items);
    // A minimum is flat: its place is known to about the root of the precision of its value.
    expect(found).toBeCloseTo(temperature, 6);
    const scaled = applyTemperature(probabilities, items.classCount, found);
    expect([...scaled.subarray(0, items.classCount)]).toEqual(near(firstRow, 1e-6));
    expect(crossEntropy(labels, scaled, items.classCount)).toBeCloseTo(loss, 10);
  });
});
