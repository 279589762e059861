// McNemar's exact test against SciPy's binomial test.
import { expect, it, test } from 'vitest';
import { mcnemarExact } from './mcnemar.ts';
import { binomialTests } from './testing/scikit-learn.ts';

test.each(binomialTests)('%d against %d, to one part in 1e-9', (first, second, p) => {
  expect(Math.abs(mcnemarExact(first, second) / p - 1)).toBeLessThan(1e-9);
});

it('is 2 · (1 + 10) / 2¹⁰ for 1 against 9', () => {
  expect(mcnemarExact(1, 9)).toBeCloseTo(22 / 1024, 14);
});

it('is symmetric, and never above 1', () => {
  expect(mcnemarExact(30, 12)).toBe(mcnemarExact(12, 30));
  expect(mcnemarExact(8, 8)).toBe(1);
});
