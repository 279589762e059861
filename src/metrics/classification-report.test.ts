import { expect, test } from 'vitest';
import { classificationReport } from './classification-report.ts';

const classNames = ['shirt', 'coat', 'bag', 'hat'];
const labels = [0, 0, 0, 1, 1, 2, 2, 2, 2, 1];
const probabilities = Float32Array.from(
  [
    [0.7, 0.2, 0.1, 0],
    [0.1, 0.6, 0.3, 0],
    [0.5, 0.4, 0.1, 0],
    [0.2, 0.7, 0.1, 0],
    [0.1, 0.2, 0.7, 0],
    [0.1, 0.1, 0.8, 0],
    [0.3, 0.3, 0.4, 0],
    [0.6, 0.2, 0.2, 0],
    [0, 0, 0, 1],
    [0.25, 0.5, 0.25, 0],
  ].flat(),
);

// Expected values: scikit-learn 1.9.1 (confusion_matrix, precision_recall_fscore_support, log_loss on
// float32).
test('puts the whole result together', () => {
  const report = classificationReport({ labels, probabilities, classNames });
  expect(report.count).toBe(10);
  expect(report.accuracy).toBeCloseTo(0.6, 12);
  expect(report.accuracyInterval[0]).toBeCloseTo(0.31267376973365824, 12);
  expect(report.loss).toBeCloseTo(2.470292568206787, 5);
  expect(report.macro.f1).toBeCloseTo(0.47619047619047616, 12);
  expect(report.weighted.precision).toBeCloseTo(2 / 3, 12);
  expect(report.perClass.map(({ name }) => name)).toEqual(classNames);
  expect(report.perClass[2]).toMatchObject({ label: 2, name: 'bag', recall: 0.5, support: 4 });
  expect(report.confusion).toEqual([
    [2, 1, 0, 0],
    [0, 2, 1, 0],
    [1, 0, 2, 1],
    [0, 0, 0, 0],
  ]);
});

test('survives JSON unchanged', () => {
  const report = classificationReport({ labels, probabilities, classNames });
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});
