import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { atMostEvery } from './at-most-every.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('calls at once, and once more for all that came in the pause', () => {
  const times: number[] = [];
  const start = Date.now();
  const call = atMostEvery(300, () => times.push(Date.now() - start));
  call();
  vi.advanceTimersByTime(100);
  call();
  call();
  vi.advanceTimersByTime(1000);
  call();
  vi.advanceTimersByTime(1000);
  expect(times).toEqual([0, 300, 1100]);
});

it('calls nothing after it was closed', () => {
  const call = vi.fn();
  const ask = atMostEvery(300, call);
  ask();
  ask();
  ask.close();
  vi.advanceTimersByTime(1000);
  expect(call).toHaveBeenCalledTimes(1);
});
