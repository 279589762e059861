// Bootstrap intervals against those of the binomial distribution, which resampled accuracies have exactly,
// and how often they cover the truth.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';
import { bootstrapInterval, bootstrapIntervals, percentileInterval } from './bootstrap.ts';
import { meanAt } from './mean.ts';

const accuracy = (labels: ArrayLike<number>, predictions: ArrayLike<number>): number =>
  Array.from(labels).filter((label, i) => label === predictions[i]).length / labels.length;

const items = {
  labels: new Array<number>(200).fill(1),
  predictions: Array.from({ length: 200 }, (_, i) => (i < 150 ? 1 : 0)),
};

describe('bootstrapInterval', () => {
  it('agrees with the interval of a binomial share', () => {
    const [low, high] = bootstrapInterval(items, accuracy, { resamples: 4000 });
    const deviation = Math.sqrt((0.75 * 0.25) / 200);
    expect(low).toBeCloseTo(0.75 - 1.96 * deviation, 2);
    expect(high).toBeCloseTo(0.75 + 1.96 * deviation, 2);
  });

  it('is narrower for a smaller level', () => {
    const [low, high] = bootstrapInterval(items, accuracy, { level: 0.5 });
    const deviation = Math.sqrt((0.75 * 0.25) / 200);
    expect(high - low).toBeCloseTo(2 * 0.6745 * deviation, 2);
  });

  it('depends on the seed only', () => {
    const of = (seed: number) => bootstrapInterval(items, accuracy, { seed, resamples: 101 });
    expect(of(5)).toEqual(of(5));
    expect(of(5)).not.toEqual(of(6));
  });

  it('draws the probabilities of an item together', () => {
    const probabilities = Float32Array.from({ length: 60 }, (_, i) => (i % 3) + 10 * Math.floor(i / 3));
    const rows: number[] = [];
    bootstrapInterval(
      { labels: Array.from({ length: 20 }, (_, i) => i), predictions: probabilities },
      (labels, some) => {
        labels.forEach((label, i) => rows.push(some[3 * i]! - 10 * label, some[3 * i + 2]! - 10 * label));
        return 0;
      },
      { resamples: 3 },
    );
    expect(rows).toEqual(Array.from({ length: 120 }, (_, i) => (i % 2 ? 2 : 0)));
  });

  it('draws 1000 times from seed 1 for 95 % by default, and may draw once', () => {
    const plain = bootstrapInterval(items, accuracy);
    expect(bootstrapInterval(items, accuracy, { seed: 1, resamples: 1000, level: 0.95 })).toEqual(plain);
    const [low, high] = bootstrapInterval(items, accuracy, { resamples: 1 });
    expect(low).toBe(high);
  });

  it('covers the truth about as often as its level', () => {
    const random = new Random(3, 'coverage');
    let covered = 0;
    for (let trial = 0; trial < 200; trial++) {
      const values = Float64Array.from({ length: 100 }, () => random.normal());
      const figures = (indices: Int32Array) => ({ mean: meanAt(values, indices) });
      const { mean } = bootstrapIntervals(100, figures, { seed: trial, resamples: 200, level: 0.9 });
      if (mean[0] <= 0 && 0 <= mean[1]) covered++;
    }
    // 180 expected; the deviation of a binomial count is 4.2.
    expect(covered).toBeGreaterThan(165);
    expect(covered).toBeLessThan(195);
  });

  it.each([
    [{ labels: [], predictions: [] }, {}, 'bootstrap: expected at least one item, got none'],
    [
      { labels: [1, 1], predictions: [1] },
      {},
      'predictions: expected a multiple of 2, the number of labels, got 1',
    ],
    [items, { resamples: 0 }, 'resamples: expected a whole number of 1 or more, got 0'],
    [items, { resamples: 1.5 }, 'resamples: expected a whole number of 1 or more, got 1.5'],
    [items, { level: 1 }, 'level: expected a number between 0 and 1, got 1'],
    [items, { level: 0 }, 'level: expected a number between 0 and 1, got 0'],
    [items, { level: NaN }, 'level: expected a number between 0 and 1, got NaN'],
  ])('refuses values that do not fit', (given, options, message) => {
    expect(() => bootstrapInterval(given, accuracy, options)).toThrow(new InputError(message));
  });
});

it('quantiles interpolate linearly between neighbours', () => {
  // NumPy: percentile([3, 1, 2, 4, 10], [10, 90])
  const [low, high] = percentileInterval([3, 1, 2, 4, 10], 0.8);
  expect(low).toBeCloseTo(1.4, 12);
  expect(high).toBeCloseTo(7.6, 12);
  expect(percentileInterval([7], 0.95)).toEqual([7, 7]);
});
