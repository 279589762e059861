import { expect, test } from 'vitest';
import { InputError } from '../errors.ts';
import { wilsonInterval } from './interval.ts';

// Expected values: statsmodels, proportion_confint(..., method='wilson').
test.each([
  [9, 10, 0.5958499732047614, 0.982123786904927],
  [6, 10, 0.31267376973365824, 0.8318196702937638],
  [0, 10, 0, 0.27753279986288926],
  [10, 10, 0.7224672001371106, 1],
  [8912, 10000, 0.8849460079581444, 0.8971535517166382],
])('%d of %d', (successes, trials, low, high) => {
  const interval = wilsonInterval(successes, trials);
  expect(interval[0]).toBeCloseTo(low, 12);
  expect(interval[1]).toBeCloseTo(high, 12);
});

test('never leaves [0, 1]', () => {
  for (let trials = 1; trials < 200; trials++) {
    expect(wilsonInterval(0, trials)[0]).toBe(0);
    expect(wilsonInterval(trials, trials)[1]).toBe(1);
  }
});

test('refuses values that are not proportions', () => {
  for (const [successes, trials, message] of [
    [0, 0, 'trials: expected at least 1, got 0'],
    [0, NaN, 'trials: expected at least 1, got NaN'],
    [3, 2, 'successes: expected 0 to 2, got 3'],
    [-1, 2, 'successes: expected 0 to 2, got -1'],
    [NaN, 2, 'successes: expected 0 to 2, got NaN'],
  ] as const)
    expect(() => wilsonInterval(successes, trials)).toThrow(new InputError(message));
});
