import { describe, expect, test } from 'vitest';
import { countsOfConfusion } from './class-counts.ts';
import {
  accuracy,
  balancedAccuracy,
  classScores,
  macroAverage,
  microAverage,
  weightedAverage,
} from './classification.ts';

// The fourth class never occurs and is predicted once. Expected values: scikit-learn 1.9.1,
// precision_recall_fscore_support(..., labels=[0, 1, 2, 3]).
const confusion = [
  [2, 1, 0, 0],
  [0, 2, 1, 0],
  [1, 0, 2, 1],
  [0, 0, 0, 0],
];

describe('against scikit-learn', () => {
  test('accuracy', () => expect(accuracy(confusion)).toBeCloseTo(0.6, 12));

  test('per class', () => {
    const scores = classScores(confusion);
    const expected = [
      [2 / 3, 2 / 3, 2 / 3, 3],
      [2 / 3, 2 / 3, 2 / 3, 3],
      [2 / 3, 0.5, 0.5714285714285714, 4],
      [0, 0, 0, 0],
    ];
    scores.forEach(({ precision, recall, f1, support }, label) =>
      [precision, recall, f1, support].forEach((value, i) =>
        expect(value).toBeCloseTo(expected[label]![i]!, 12),
      ),
    );
  });

  test('averages', () => {
    const macro = macroAverage(classScores(confusion));
    expect(macro.precision).toBeCloseTo(0.5, 12);
    expect(macro.recall).toBeCloseTo(0.4583333333333333, 12);
    expect(macro.f1).toBeCloseTo(0.47619047619047616, 12);
    const weighted = weightedAverage(classScores(confusion));
    expect(weighted.precision).toBeCloseTo(2 / 3, 12);
    expect(weighted.recall).toBeCloseTo(0.6, 12);
    expect(weighted.f1).toBeCloseTo(0.6285714285714286, 12);
  });
});

test('weighted recall is the accuracy', () => {
  expect(weightedAverage(classScores(confusion)).recall).toBeCloseTo(accuracy(confusion), 12);
});

test('a division by zero counts as 0', () => {
  const empty = [
    [0, 0],
    [0, 0],
  ];
  expect(accuracy(empty)).toBe(0);
  const nothing = { precision: 0, recall: 0, f1: 0, specificity: 0 };
  expect(macroAverage(classScores(empty))).toEqual(nothing);
  expect(weightedAverage(classScores(empty))).toEqual(nothing);
  const counts = { hits: [0, 0], support: [0, 0], predicted: [0, 0] };
  expect(microAverage(counts)).toEqual(nothing);
  expect(balancedAccuracy(counts)).toBe(0);
});

test('balanced accuracy leaves out the class that does not occur', () => {
  expect(balancedAccuracy(countsOfConfusion(confusion))).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 2) / 3, 12);
});
