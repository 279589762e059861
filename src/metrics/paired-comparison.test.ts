// The paired comparison against figures worked by hand and McNemar's statistic, and Holm's correction.
import { expect, it } from 'vitest';
import { holm, pairedComparison } from './paired-comparison.ts';

/** So many pictures that both, only the first, only the second, or neither recognised. */
const outcomes = (both: number, first: number, second: number, neither: number) => [
  [...Array<number>(both + first).fill(1), ...Array<number>(second + neither).fill(0)],
  [
    ...Array<number>(both).fill(1),
    ...Array<number>(first).fill(0),
    ...Array<number>(second).fill(1),
    ...Array<number>(neither).fill(0),
  ],
];

it('is the difference of the accuracies, with an interval around it', () => {
  const [first, second] = outcomes(880, 20, 50, 50);
  const { difference, low, high } = pairedComparison(first!, second!);
  expect(difference).toBeCloseTo(0.03, 12);
  // variance of d: (70 - 1000 · 0.03²) / 999
  const error = Math.sqrt((70 - 0.9) / 999 / 1000);
  expect(low).toBeCloseTo(0.03 - 1.96 * error, 5);
  expect(high).toBeCloseTo(0.03 + 1.96 * error, 5);
});

it('has the p value of the normal distribution', () => {
  // Scores that differ by 1, -1 and 0 so that mean / error is 1.96 or 2.576, for p = 0.05 or 0.01, in so many
  // pictures.
  const z = (first: number, second: number, count: number) => {
    const mean = (second - first) / count;
    return mean / Math.sqrt((first + second - count * mean ** 2) / (count - 1) / count);
  };
  const p = (first: number, second: number) => {
    const [a, b] = outcomes(5000, first, second, 5000);
    return [pairedComparison(a!, b!).p, z(first, second, 10_000 + first + second)] as const;
  };
  const [near, zNear] = p(100, 129);
  expect(zNear).toBeGreaterThan(1.9);
  expect(zNear).toBeLessThan(1.96);
  expect(near).toBeGreaterThan(0.05);
  const [far, zFar] = p(100, 142);
  expect(zFar).toBeGreaterThan(2.576);
  expect(far).toBeLessThan(0.01);
});

it('has p = 1 without a difference', () => {
  expect(pairedComparison([1, 0, 1], [1, 0, 1])).toEqual({ difference: 0, low: 0, high: 0, p: 1 });
});

it('is symmetric', () => {
  const [first, second] = outcomes(80, 5, 15, 10);
  const there = pairedComparison(first!, second!);
  const back = pairedComparison(second!, first!);
  expect(back.difference).toBeCloseTo(-there.difference, 12);
  expect(back.p).toBeCloseTo(there.p, 12);
});

it('corrects several p values by Holm’s method', () => {
  // From the smallest: 0.005 · 4, 0.01 · 3, then 0.03 · 2, and 0.04, which must not be below the one before.
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
  expect(holm([0.9, 0.8])).toEqual([1, 1]);
});
