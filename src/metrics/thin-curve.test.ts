import { expect, it } from 'vitest';
import { thinCurve } from './thin-curve.ts';

it('keeps all points of a short curve', () => {
  expect(thinCurve([0, 0.5, 1], [0, 1, 1], 3)).toEqual([0, 1, 2]);
});

it('keeps both ends and at most the given number of points, spread along the curve', () => {
  // Up to (0, 1) in 500 steps, then right in 500: half of the points on each side.
  const x = Array.from({ length: 1001 }, (_, i) => Math.max(0, i - 500) / 500);
  const y = Array.from({ length: 1001 }, (_, i) => Math.min(500, i) / 500);
  const kept = thinCurve(x, y, 21);
  expect(kept.length).toBeLessThanOrEqual(21);
  expect(kept.length).toBeGreaterThanOrEqual(20);
  expect([kept[0], kept.at(-1)]).toEqual([0, 1000]);
  const steps = kept.slice(1).map((index, i) => index - kept[i]!);
  expect(Math.max(...steps)).toBeLessThanOrEqual(51);
});

it('spends no points on repeated points', () => {
  const x = [...new Array<number>(90).fill(0), ...Array.from({ length: 11 }, (_, i) => i / 10)];
  const kept = thinCurve(x, new Array<number>(101).fill(0), 11);
  expect(kept.filter((index) => index < 90)).toEqual([0]);
  // Eleven, less those that rounding puts a step too low.
  expect(kept.length).toBeGreaterThanOrEqual(8);
});

it('accepts a curve of one point', () => {
  expect(thinCurve([0, 0, 0], [1, 1, 1], 2)).toEqual([0, 2]);
});
