// The confusion matrix of few classes, and the list of mistakes of many.
import { describe, expect, it } from 'vitest';
import { classificationReport } from '../../metrics/classification-report.ts';
import { describeConfusion } from './scores.ts';

/** A report on pictures of these labels, predicted as the classes beside them. */
function reportOf(classes: number, pairs: readonly (readonly [number, number])[]) {
  const probabilities = pairs.flatMap(([, predicted]) =>
    Array.from({ length: classes }, (_, label) => (label === predicted ? 1 : 0)),
  );
  const classNames = Array.from({ length: classes }, (_, label) => `class ${label}`);
  return classificationReport({ labels: pairs.map(([label]) => label), probabilities, classNames });
}

describe('describeConfusion', () => {
  it('is a matrix for two classes', () => {
    const lines = describeConfusion(
      reportOf(2, [
        [0, 0],
        [0, 1],
        [1, 1],
      ]),
    ).split('\n');
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      ['true \\ predicted', '0', '1'],
      ['class 0', '1', '1'],
      ['class 1', '·', '1'],
    ]);
  });

  it('numbers rows and columns if class names begin alike', () => {
    const classNames = ['bell pepper, old', 'bell peppers'];
    const report = classificationReport({ labels: [0, 1], probabilities: [1, 0, 1, 0], classNames });
    expect(
      describeConfusion(report)
        .split('\n')
        .map((line) => line.split(/ {2,}/)),
    ).toEqual([
      ['true \\ predicted', '1', '2'],
      ['1 bell pepper, old', '1', '·'],
      ['2 bell peppers', '1', '·'],
    ]);
  });

  it('is a list for 1,000 classes, the most frequent mistakes first', () => {
    const right = Array.from({ length: 1000 }, (_, label) => [label, label] as const);
    const report = reportOf(1000, [...right, [7, 8], [999, 3], [999, 3]]);
    expect(
      describeConfusion(report)
        .split('\n')
        .map((line) => line.split(/ {2,}/)),
    ).toEqual([
      ['confused most', 'with', 'pictures'],
      ['class 999', 'class 3', '2'],
      ['class 7', 'class 8', '1'],
    ]);
  });
});
