// Ties, ends and empty lists of small functions.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { interpolateAt } from './interpolate-at.ts';
import { meanAt } from './mean.ts';
import { median } from './median.ts';
import { softmaxInPlace } from './softmax.ts';
import { predictedClasses, topK, topKAccuracy, trueClassRanks } from './top-k.ts';

describe('median', () => {
  it.each([
    [[3], 3],
    [[10, 9, 100], 10],
    [[4, 1, 3, 2], 2.5],
    [[-1, -10], -5.5],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('does not change the list, and refuses an empty one', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
    expect(() => median([])).toThrow(new RangeError('median: expected at least one value, got none'));
  });
});

it('means are of all, or of the given indices, counted each time', () => {
  expect(meanAt([1, 2, 6])).toBe(3);
  expect(meanAt([1, 2, 6], Int32Array.of(2, 2, 0))).toBe(13 / 3);
  expect(meanAt([])).toBeNaN();
});

describe('a curve is interpolated', () => {
  it.each([
    ['its ends', [0, 1], [0, 1], [2, 4], [2, 4]],
    ['halfway', [0.5], [0, 1], [2, 4], [3]],
    ['the upper end of a rise', [0.5], [0, 0.5, 0.5, 1], [0, 1, 3, 3], [3]],
    ['a point itself', [0.25, 0.5], [0, 0.25, 0.5], [1, 7, 2], [7, 2]],
    ['of unequal parts', [0.1, 0.6], [0, 0.2, 1], [0, 1, 3], [0.5, 2]],
  ])('at %s', (_, at, x, y, expected) => {
    interpolateAt(at, x, y).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 12));
  });
});

it('softmax neither overflows nor changes if a constant is added', () => {
  for (const shift of [0, 1000, -1000]) {
    const row = Float64Array.of(shift, shift + Math.log(3));
    softmaxInPlace(row);
    expect(row[0]).toBeCloseTo(0.25, 12);
    expect(row[1]).toBeCloseTo(0.75, 12);
  }
});

describe('the likeliest classes', () => {
  it('have the lower index first among equals', () => {
    expect(topK([0.25, 0.5, 0.25, 0.5], 3)).toEqual([1, 3, 0]);
    expect(topK([0.5, 0.5], 9)).toEqual([0, 1]);
    expect(topK([0.5, 0.5], 0)).toEqual([]);
    expect([...predictedClasses([0.5, 0.5, 0.2, 0.8, 0.4, 0.4], 2)]).toEqual([0, 1, 0]);
  });

  it('are found for whole rows', () => {
    expect([...predictedClasses([0.1, 0.9, 0.6], 2)]).toEqual([1]);
    expect([...predictedClasses([], 3)]).toEqual([]);
  });

  it('rank the true class after more likely ones and earlier equals', () => {
    const rows = [0.2, 0.2, 0.6, 0.2, 0.2, 0.6, 0.4, 0.3, 0.3];
    expect([...trueClassRanks([0, 1, 0], rows, 3)]).toEqual([1, 2, 0]);
    expect([...trueClassRanks([2, 2, 2], rows, 3)]).toEqual([0, 0, 2]);
  });

  it('contain the true class among the first k', () => {
    const rows = [0.5, 0.3, 0.2, 0.5, 0.3, 0.2, 0.5, 0.3, 0.2];
    expect([1, 2, 3].map((k) => topKAccuracy([0, 1, 2], rows, 3, k))).toEqual([1 / 3, 2 / 3, 1]);
    expect(() => topKAccuracy([], [], 3, 1)).toThrow(
      new InputError('labels: expected at least one, got none'),
    );
  });
});
