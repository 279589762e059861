// The values of schedules at their corners, and the shape between them.
import { describe, expect, it } from 'vitest';
import { constant, warmupLinearDecay } from './schedules.ts';

it('constant stays at 1', () => {
  expect([0, 5, 99].map((step) => constant(step, 100))).toEqual([1, 1, 1]);
});

describe('warmupLinearDecay', () => {
  const path = (warmup: number, total: number) =>
    Array.from({ length: total + 1 }, (_, step) => warmupLinearDecay(warmup)(step, total));

  it('rises by equal parts to 1, then falls by equal parts to 0', () => {
    const factors = path(0.4, 10);
    [1 / 4, 2 / 4, 3 / 4, 1, 6 / 7, 5 / 7, 4 / 7, 3 / 7, 2 / 7, 1 / 7, 0].forEach((factor, step) =>
      expect(factors[step]).toBeCloseTo(factor, 12),
    );
  });

  it('starts at the peak without a warm-up', () => {
    expect(path(0, 4)).toEqual([1, 0.75, 0.5, 0.25, 0]);
  });

  it.each([0.03, 0.1, 0.25, 1])('stays within 0 and 1 and trains at every step (warm-up %d)', (warmup) => {
    for (const factor of path(warmup, 30).slice(0, 30)) {
      expect(factor).toBeGreaterThan(0);
      expect(factor).toBeLessThanOrEqual(1);
    }
  });
});
