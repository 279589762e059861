// Compares arrays of numbers with a tolerance, absolute below 1 and relative above.
import { expect } from 'vitest';

/** The largest difference between two arrays, each divided by 1 + the expected magnitude. */
export function distance(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    if (actual[i] === expected[i]) continue;
    const difference = Math.abs(actual[i]! - expected[i]!) / (1 + Math.abs(expected[i]!));
    largest = Math.max(largest, Number.isNaN(difference) ? Infinity : difference);
  }
  return largest;
}

/** Fails, with the tolerance and the first elements, if two arrays differ by more than the tolerance. */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what = 'values',
): void {
  const found = distance(actual, expected);
  const show = (array: ArrayLike<number>) => `[${Array.from(array).slice(0, 12).join(', ')}]`;
  expect(
    found <= tolerance,
    `${what} differ by ${found}, allowed ${tolerance}:\n got ${show(actual)}\nwant ${show(expected)}`,
  ).toBe(true);
}
