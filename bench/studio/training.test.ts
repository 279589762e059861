import { expect, it } from 'vitest';
import { slowdown } from './training.ts';

const trained = (epoch: number) => ({ epoch, processor: 0 });

it('the slowdown is that of the pairs, so that a machine that slows down does not count', () => {
  const closed = [1, 2, 4, 8, 16].map(trained);
  const open = [1.02, 2.04, 4.08, 8.16, 16.32].map(trained);
  const { ratio, interval } = slowdown({ closed, open });
  expect(ratio).toBeCloseTo(1.02);
  expect(interval[0]).toBeCloseTo(1.02);
  expect(interval[1]).toBeCloseTo(1.02);
});

it('pairs that differ widen the interval', () => {
  const { ratio, interval } = slowdown({
    closed: [1, 1, 1, 1, 1].map(trained),
    open: [0.9, 1, 1.02, 1.1, 1.3].map(trained),
  });
  expect(ratio).toBeCloseTo(1.02);
  expect(interval[0]).toBeLessThan(1.01);
  expect(interval[1]).toBeGreaterThan(1.05);
});
