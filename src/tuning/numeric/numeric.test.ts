// Numerical parts, against values of other programs and identities.
import { describe, expect, it } from 'vitest';
import { logExpectedImprovement } from '../samplers/gp/expected-improvement.ts';
import { cholesky, inverseOf, solveLower, solveUpper } from './cholesky.ts';
import { minimize } from './minimize.ts';
import { cdf, quantile } from './normal.ts';

const near = (values: readonly number[], digits = 12): unknown[] =>
  values.map((value) => expect.closeTo(value, digits) as unknown);

describe('the normal distribution', () => {
  it('has the values of scipy.stats.norm', () => {
    expect(cdf(1.96)).toBeCloseTo(0.9750021048517795, 6);
    expect(cdf(-6) / 9.865876450376946e-10).toBeCloseTo(1, 6);
    expect(quantile(0.975)).toBeCloseTo(1.959963984540054, 8);
    expect(quantile(1e-6)).toBeCloseTo(-4.753424308822899, 7);
  });
});

describe('matrices', () => {
  // L = [[2, 0], [1, 3]], so L·Lᵀ = [[4, 2], [2, 10]] with the determinant 36.
  const matrix = Float64Array.of(4, 2, 2, 10);
  const factor = cholesky(matrix, 2)!;

  it('are factored, solved and inverted', () => {
    expect([factor[0], factor[2], factor[3]]).toEqual([2, 1, 3]);
    const x = solveUpper(factor, 2, solveLower(factor, 2, Float64Array.of(8, 22)));
    expect([...x]).toEqual(near([1, 2]));
    expect([...inverseOf(factor, 2)]).toEqual(near([10 / 36, -2 / 36, -2 / 36, 4 / 36]));
    expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeUndefined();
  });
});

it('finds the least of Rosenbrock’s valley, and stops at a bound', () => {
  const rosenbrock = (x: Float64Array, gradient: Float64Array) => {
    const [a, b] = [x[0]!, x[1]!];
    gradient[0] = -400 * a * (b - a * a) - 2 * (1 - a);
    gradient[1] = 200 * (b - a * a);
    return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
  };
  const free = minimize(rosenbrock, Float64Array.of(-1, 1.5), { low: -2, high: 2, iterations: 200 });
  expect([...free.x]).toEqual(near([1, 1], 2));
  const bounded = minimize(rosenbrock, Float64Array.of(-1, 0.2), { low: -2, high: 0.5, iterations: 200 });
  expect([...bounded.x]).toEqual(near([0.5, 0.25], 1));
});

describe('the logarithm of the expected improvement', () => {
  it('has the values of scipy for φ(z) + z Φ(z), also far in the tail', () => {
    // z = 0: log φ(0). z = -1: log 0.08331547058768628. z = -10: log 7.474564e-25.
    expect(logExpectedImprovement(0, 1, 0).value).toBeCloseTo(-0.9189385332, 6);
    expect(logExpectedImprovement(1, 1, 0).value).toBeCloseTo(Math.log(0.08331547058768628), 5);
    expect(logExpectedImprovement(10, 1, 0).value).toBeCloseTo(Math.log(7.474564e-25), 3);
  });

  it('has the gradients of finite differences', () => {
    for (const [mean, deviation] of [
      [0.3, 0.8],
      [2, 0.5],
      [9, 1],
    ] as const) {
      const { byMean, byDeviation } = logExpectedImprovement(mean, deviation, 0);
      const value = (m: number, d: number) => logExpectedImprovement(m, d, 0).value;
      const h = 1e-3;
      expect(byMean / ((value(mean + h, deviation) - value(mean - h, deviation)) / (2 * h))).toBeCloseTo(
        1,
        2,
      );
      expect(byDeviation / ((value(mean, deviation + h) - value(mean, deviation - h)) / (2 * h))).toBeCloseTo(
        1,
        2,
      );
    }
  });
});
