// Splits: a partition, in proportion within one image, reproducible, with a message if it is impossible.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { stratifiedSample, stratifiedSplit } from './split.ts';

const sizes = [50, 31, 7, 1, 0, 11];
const labels = sizes.flatMap((size, label) => Array<number>(size).fill(label));

function countByClass(indices: Int32Array): number[] {
  const counts = sizes.map(() => 0);
  for (const index of indices) counts[labels[index]!]!++;
  return counts;
}

describe('stratifiedSplit', () => {
  it.each([1, 2, 5, 20, 0.2, 0.5, 60, 85])(
    'partitions, and keeps proportions within one image (%d)',
    (validation) => {
      const split = stratifiedSplit(labels, { validation, seed: 3 });
      const count = validation < 1 ? Math.round(validation * 100) : validation;
      expect(split.validation).toHaveLength(count);
      const all = [...split.train, ...split.validation].sort((a, b) => a - b);
      expect(all).toEqual(labels.map((_, index) => index));
      countByClass(split.validation).forEach((taken, label) => {
        expect(Math.abs(taken - (sizes[label]! * count) / 100)).toBeLessThan(1);
      });
    },
  );

  it('gives ascending indices', () => {
    const { train, validation } = stratifiedSplit(labels, { validation: 30, seed: 3 });
    expect(train).toEqual(train.slice().sort());
    expect(validation).toEqual(validation.slice().sort());
  });

  it('depends on the seed only', () => {
    const options = { validation: 30, seed: 3 };
    expect(stratifiedSplit(labels, options)).toEqual(stratifiedSplit(labels, options));
    expect(stratifiedSplit(labels, options).validation).not.toEqual(
      stratifiedSplit(labels, { ...options, seed: 4 }).validation,
    );
  });

  it('draws from all parts of a class, not from its beginning', () => {
    const { validation } = stratifiedSplit(new Uint8Array(1000), { validation: 100, seed: 0 });
    const mean = validation.reduce((sum, index) => sum + index, 0) / 100;
    expect(mean).toBeGreaterThan(400);
    expect(mean).toBeLessThan(600);
  });

  it('leaves the single image of a class in training', () => {
    expect(countByClass(stratifiedSplit(labels, { validation: 80, seed: 1 }).train)[3]).toBe(1);
    expect([...stratifiedSplit([0, 0, 1], { validation: 1, seed: 1 }).train]).toContain(2);
  });

  it('leaves an image of each class in training, whatever the request', () => {
    for (const [counts, validation] of [
      [[2, 2, 2, 30], 0.5],
      [[2, 2, 2, 2], 4],
      [[3, 2, 1, 1], 3],
      [[1, 1, 40], 39],
      [[2, 2, 2, 30], 32],
    ] as const) {
      const of = counts.flatMap((size, label) => Array<number>(size).fill(label));
      const { train, validation: held } = stratifiedSplit(of, { validation, seed: 1 });
      expect(new Set([...train].map((index) => of[index]))).toEqual(new Set(counts.keys()));
      expect(held).toHaveLength(validation < 1 ? Math.round(validation * of.length) : validation);
    }
  });

  it('refuses to take the last image of a class', () => {
    expect(() => stratifiedSplit([0, 1], { validation: 0.5, seed: 1 })).toThrow(InputError);
    expect(() => stratifiedSplit([0, 0, 1, 1], { validation: 3, seed: 1 })).toThrow(
      "can't hold back 3 of 4 images and keep one of each class for training",
    );
  });

  it.each([
    [0.0001, '0.0001, which is 0 images'],
    [0.999, '0.999, which is 100 images'],
    [100, '100'],
    [0, '0'],
    [1.5, '1.5'],
  ])('explains what is wrong with %d', (validation, got) => {
    expect(() => stratifiedSplit(labels, { validation, seed: 0 })).toThrow(
      new InputError(
        `validation: expected a fraction between 0 and 1, or a count from 1 to 99 of the 100 images, got ${got}`,
      ),
    );
  });

  it.each([0, -1, 1.5, 100, 101, NaN, Infinity, 0.999, 0.0001])('refuses %d', (validation) => {
    expect(() => stratifiedSplit(labels, { validation, seed: 0 })).toThrow(InputError);
    expect(() => stratifiedSplit(labels, { validation, seed: 0 })).toThrow(
      'validation: expected a fraction between 0 and 1, or a count from 1 to 99 of the 100 images, got',
    );
  });
});

describe('stratifiedSample', () => {
  it('has an image of every class, however small the class is', () => {
    const count = labels.length;
    const images = Uint8Array.from({ length: count }, (_, i) => i);
    const data = {
      name: 'a',
      classNames: sizes.map(String),
      count,
      channels: 1,
      height: 1,
      width: 1,
      images,
      labels: Int32Array.from(labels),
    };
    const sample = stratifiedSample(data, 0.05, 1);
    expect(new Set(sample.labels)).toEqual(new Set([0, 1, 2, 3, 5]));
    expect(sample.count).toBeLessThanOrEqual(8);
    expect([...sample.images]).toEqual([...sample.images].sort((a, b) => a - b));
  });
});
