// Confident learning on an example worked by hand, and by its definitions on random predictions.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { classThresholds, findLabelErrors, unlearntClasses } from './confident-learning.ts';

describe('findLabelErrors', () => {
  // Two classes, as (label, p(0)): thresholds are the means of p(0) over label 0, (0.9 + 0.8 + 0.1) / 3 =
  // 0.6, and of p(1) over label 1, (0.9 + 0.5 + 0.3) / 3 = 0.57.
  const labels = [0, 0, 0, 1, 1, 1];
  const first = [0.9, 0.8, 0.1, 0.1, 0.5, 0.7];
  const probabilities = first.flatMap((p) => [p, 1 - p]);
  const found = findLabelErrors({ labels, probabilities, classCount: 2 });

  it('uses the mean self-confidence of each class as its threshold', () => {
    const thresholds = classThresholds({ labels, probabilities, classCount: 2 });
    expect(thresholds[0]).toBeCloseTo(0.6, 12);
    expect(thresholds[1]).toBeCloseTo(1.7 / 3, 12);
  });

  it('counts pictures for their confident class, and skips those without one', () => {
    // Label 0: 0.9 and 0.8 are sure of 0, 0.1 of 1. Label 1: 0.1 is sure of 1; 0.5 of none; 0.7 of 0.
    expect(found.confidentJoint).toEqual([
      [2, 1],
      [1, 1],
    ]);
    // Of 3 with label 0 a third, of 3 with label 1 a half.
    expect(found.estimatedErrors).toBeCloseTo(1 + 1.5, 12);
  });

  it('counts a picture whose probability equals the threshold', () => {
    // All of a class are alike, so that each is its mean, and a sum of quarters and eighths has no rounding.
    const alike = findLabelErrors({
      ...{ labels: [0, 0, 1, 1], classCount: 2 },
      probabilities: [0.75, 0.25, 0.75, 0.25, 0.375, 0.625, 0.375, 0.625],
    });
    expect(alike.confidentJoint).toEqual([
      [2, 0],
      [0, 2],
    ]);
  });

  it('lists pictures beyond the thresholds of another class, least self-confidence first', () => {
    expect(found.suspects.map(({ index, given, suggested }) => [index, given, suggested])).toEqual([
      [2, 0, 1],
      [5, 1, 0],
    ]);
    expect(found.suspects[0]!.score).toBeCloseTo(0.9, 12);
    expect(found.suspects[1]!.score).toBeCloseTo(0.7, 12);
  });

  it('suggests no class without pictures', () => {
    const { suspects, confidentJoint, estimatedErrors } = findLabelErrors({
      ...{ labels: [0, 0], classCount: 2 },
      probabilities: [0.2, 0.8, 0.1, 0.9],
    });
    expect(suspects).toEqual([]);
    expect(confidentJoint[1]).toEqual([0, 0]);
    expect(estimatedErrors).toBe(0);
  });

  it('neither suggests nor judges a class that was not learnt', () => {
    // Three classes; the third has one picture, so no model that has not seen it can recognise it.
    const few = {
      ...{ labels: [0, 0, 1, 1, 2], classCount: 3 },
      probabilities: [0.9, 0.09, 0.01, 0.6, 0.35, 0.05, 0.1, 0.88, 0.02, 0.3, 0.67, 0.03, 0.2, 0.799, 0.001],
    };
    expect(findLabelErrors(few).suspects).not.toEqual([]); // as in the paper
    expect(unlearntClasses(few)).toEqual([2]);
    const { suspects, confidentJoint } = findLabelErrors({ ...few, unlearnt: [2] });
    expect(suspects).toEqual([]);
    expect(confidentJoint[2]).toEqual([0, 0, 0]);
    expect(confidentJoint.map((row) => row[2])).toEqual([0, 0, 0]);
  });

  it('counts a class as learnt if one picture in ten is recognised', () => {
    const labels = Array.from({ length: 40 }, (_, i) => (i < 20 ? 0 : 1));
    const recognised = (count: number) =>
      labels.flatMap((label, i) =>
        label === 0 || i < 20 + count ? (label === 0 ? [0.9, 0.1] : [0.1, 0.9]) : [0.9, 0.1],
      );
    expect(unlearntClasses({ labels, classCount: 2, probabilities: recognised(1) })).toEqual([1]);
    expect(unlearntClasses({ labels, classCount: 2, probabilities: recognised(2) })).toEqual([]);
  });

  it('refuses sizes that do not fit', () => {
    expect(() => findLabelErrors({ labels: [0], probabilities: [1], classCount: 2 })).toThrow(
      new InputError('probabilities: expected 2, got 1'),
    );
    expect(() => findLabelErrors({ labels: [0], probabilities: [1, 0, 0], classCount: 2 })).toThrow(
      new InputError('probabilities: expected 2, got 3'),
    );
  });

  it('counts a picture for its likeliest confident class, the first of equals', () => {
    // Thresholds 0.25, 0.25 and 0.5, each the one picture of its class.
    const given = { labels: [0, 1, 2], classCount: 3 };
    const equal = { ...given, probabilities: [0.25, 0.25, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.5] };
    expect(findLabelErrors(equal).confidentJoint).toEqual([
      [0, 0, 1],
      [1, 0, 0],
      [0, 0, 1],
    ]);
    const tied = { ...given, probabilities: [0.25, 0.5, 0.25, 0.375, 0.375, 0.25, 0, 0.5, 0.5] };
    expect(findLabelErrors(tied).confidentJoint).toEqual([
      [0, 1, 0],
      [1, 0, 0],
      [0, 1, 0],
    ]);
  });

  it('does not list a picture whose given class is equally far above its threshold', () => {
    // Thresholds 0.5 and 0.5; of each class one is sure and one is not, by as much.
    const { suspects } = findLabelErrors({
      ...{ labels: [0, 0, 1, 1], classCount: 2 },
      probabilities: [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
    });
    expect(suspects).toEqual([]);
  });

  it('ranks equals by their index', () => {
    const { suspects } = findLabelErrors({
      ...{ labels: [1, 1, 1, 0, 0, 0], classCount: 2 },
      probabilities: [0.9, 0.1, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.9, 0.1, 0.9, 0.1],
    });
    expect(suspects.map(({ index, score }) => [index, score])).toEqual([
      [0, 0.9],
      [3, 0.9],
    ]);
  });
});
