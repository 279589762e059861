import { expect, test } from 'vitest';
import { Stopwatch } from './stopwatch.ts';

test('runs from its creation, except while paused; pausing twice is pausing once', () => {
  let now = 5000;
  const stopwatch = new Stopwatch(() => now);
  const after = (milliseconds: number, act: () => void = () => undefined) => {
    now += milliseconds;
    act();
    return stopwatch.seconds;
  };
  expect(after(1000)).toBe(1);
  expect(after(500, () => stopwatch.pause())).toBe(1.5);
  expect(after(9000, () => stopwatch.pause())).toBe(1.5);
  expect(after(9000, () => stopwatch.resume())).toBe(1.5);
  expect(after(250, () => stopwatch.resume())).toBe(1.75);
  expect(after(250)).toBe(2);
});
