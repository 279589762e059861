import { expect, it } from 'vitest';
import { smooth } from './smooth.ts';

it('averages with weights that fall by a constant factor, and sum to 1', () => {
  const points = [
    [1, 4],
    [2, 8],
    [5, 0],
  ] as const;
  // By hand: the weights are 1; 1/3, 2/3; 1/7, 2/7, 4/7.
  const expected = [4, 4 / 3 + 16 / 3, 4 / 7 + 16 / 7];
  expect(smooth(points, 0.5)).toEqual(
    points.map(([x], i) => [x, expect.closeTo(expected[i]!, 12) as number]),
  );
});

it('leaves a constant curve as it is, and every curve at weight 0', () => {
  const constant = Array.from({ length: 50 }, (_, x) => [x, 0.3] as const);
  for (const [, y] of smooth(constant, 0.95)) expect(y).toBeCloseTo(0.3, 12);
  const curve = [
    [1, 2],
    [2, -7],
  ] as const;
  expect(smooth(curve, 0)).toEqual(curve);
});
