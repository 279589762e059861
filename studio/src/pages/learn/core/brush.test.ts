import { expect, it } from 'vitest';
import { dab, pointsBetween } from './brush.ts';

const size = { channels: 1, height: 9, width: 9 };

it('a dab is bright in its middle, fades at its edge, and leaves the rest and the given picture', () => {
  const black = new Uint8Array(81);
  const drawn = dab(black, size, [4, 4], 255);
  expect(drawn[4 * 9 + 4]).toBe(255);
  expect(drawn[4 * 9 + 6]).toBe(0);
  expect(drawn[3 * 9 + 3]).toBeGreaterThan(0);
  expect(drawn[3 * 9 + 3]).toBeLessThan(255);
  expect(black.every((level) => level === 0)).toBe(true);
});

it('erasing only darkens', () => {
  const grey = new Uint8Array(81).fill(100);
  expect(Math.max(...dab(grey, size, [4, 4], 0))).toBe(100);
  expect(dab(grey, size, [4, 4], 0)[4 * 9 + 4]).toBe(0);
});

it('a fast stroke has no holes', () => {
  const points = pointsBetween([0, 0], [8, 6]);
  expect(points.at(-1)).toEqual([8, 6]);
  let last: readonly [number, number] = [0, 0];
  for (const point of points) {
    expect(Math.hypot(point[0] - last[0], point[1] - last[1])).toBeLessThanOrEqual(0.5 + 1e-9);
    last = point;
  }
});
