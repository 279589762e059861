// Beta(alpha, alpha): bounds, and moments by their formulas.
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { drawBeta } from './beta.ts';

const size = 100_000;
const draw = (alpha: number): number[] => {
  const random = new Random(3, 'test', 'beta', alpha);
  return Array.from({ length: size }, () => drawBeta(random, alpha));
};
const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

/** The k-th raw moment: the product of (alpha + i) / (2 alpha + i) for i below k. */
const moment = (alpha: number, k: number) =>
  Array.from({ length: k }, (_, i) => (alpha + i) / (2 * alpha + i)).reduce((product, x) => product * x, 1);

describe('drawBeta', () => {
  it.each([0.1, 0.2, 0.5, 1, 1.5, 4, 50])(
    'has the first four moments of its distribution, for %d',
    (alpha) => {
      const numbers = draw(alpha);
      expect(numbers.every((x) => x >= 0 && x <= 1)).toBe(true);
      for (const k of [1, 2, 3, 4]) {
        const error = Math.sqrt((moment(alpha, 2 * k) - moment(alpha, k) ** 2) / size);
        expect(Math.abs(mean(numbers.map((x) => x ** k)) - moment(alpha, k)) / error).toBeLessThan(4);
      }
    },
  );

  it('is uniform for 1', () => {
    const bins = new Array<number>(100).fill(0);
    for (const x of draw(1)) bins[Math.min(99, Math.floor(x * 100))]! += 1;
    // χ² of 99 degrees of freedom: 99 ± 4·√198.
    const chiSquare = bins.reduce((sum, count) => sum + (count - size / 100) ** 2 / (size / 100), 0);
    expect(Math.abs(chiSquare - 99)).toBeLessThan(4 * Math.sqrt(198));
  });

  it('stays finite for a very small alpha, near 0 or 1', () => {
    const numbers = draw(0.001);
    expect(numbers.every((x) => x >= 0 && x <= 1)).toBe(true);
    expect(mean(numbers)).toBeCloseTo(0.5, 1);
    expect(numbers.filter((x) => x > 0.01 && x < 0.99).length / size).toBeLessThan(0.01);
  });
});
