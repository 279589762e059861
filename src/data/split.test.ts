// Splits: a partition, in proportion to within one image, repeatable, and honest about what cannot be cut.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { stratifiedSplit } from './split.ts';

const sizes = [50, 31, 7, 1, 0, 11];
const labels = sizes.flatMap((size, label) => Array<number>(size).fill(label));

function countByClass(indices: Int32Array): number[] {
  const counts = sizes.map(() => 0);
  for (const index of indices) counts[labels[index]!]!++;
  return counts;
}

describe('stratifiedSplit', () => {
  it.each([1, 2, 5, 20, 0.2, 0.5, 60, 93])(
    'partitions and keeps proportions to within one image (%d)',
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

  it('is a function of the seed', () => {
    const options = { validation: 30, seed: 3 };
    expect(stratifiedSplit(labels, options)).toEqual(stratifiedSplit(labels, options));
    expect(stratifiedSplit(labels, options).validation).not.toEqual(
      stratifiedSplit(labels, { ...options, seed: 4 }).validation,
    );
  });

  it('draws from all over a class, not from its beginning', () => {
    const { validation } = stratifiedSplit(new Uint8Array(1000), { validation: 100, seed: 0 });
    const mean = validation.reduce((sum, index) => sum + index, 0) / 100;
    expect(mean).toBeGreaterThan(400);
    expect(mean).toBeLessThan(600);
  });

  it('leaves the single image of a class in training', () => {
    expect(countByClass(stratifiedSplit(labels, { validation: 80, seed: 1 }).train)[3]).toBe(1);
    expect([...stratifiedSplit([0, 0, 1], { validation: 1, seed: 1 }).train]).toContain(2);
  });

  it.each([0, -1, 1.5, 100, 101, NaN, Infinity, 0.999, 0.0001])('refuses %d', (validation) => {
    expect(() => stratifiedSplit(labels, { validation, seed: 0 })).toThrow(InputError);
    expect(() => stratifiedSplit(labels, { validation, seed: 0 })).toThrow(
      'validation: expected a fraction between 0 and 1, or a count from 1 to 99 of the 100 images, got',
    );
  });
});
