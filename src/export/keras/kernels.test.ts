// Kernels in other layouts, by hand.
import { expect, it } from 'vitest';
import { toDepthwiseKernel, toKerasKernel, withoutDilation, withoutGroups } from './kernels.ts';

const numbers = (...values: number[]) => Float32Array.from(values);

it('moves filters and channels behind height and width', () => {
  // Two filters of two channels of 1×2.
  const kernel = { shape: [2, 2, 1, 2], data: numbers(1, 2, 3, 4, 5, 6, 7, 8) };
  expect(toKerasKernel(kernel)).toEqual({ shape: [1, 2, 2, 2], data: numbers(1, 5, 3, 7, 2, 6, 4, 8) });
});

it('keeps the results of a channel next to each other', () => {
  const kernel = { shape: [4, 1, 1, 1], data: numbers(1, 2, 3, 4) };
  expect(toDepthwiseKernel(kernel, 2)).toEqual({ shape: [1, 1, 2, 2], data: numbers(1, 2, 3, 4) });
});

it('fills with zeros between groups', () => {
  const kernel = { shape: [4, 1, 1, 1], data: numbers(1, 2, 3, 4) };
  expect(withoutGroups(kernel, 2)).toEqual({
    shape: [4, 2, 1, 1],
    data: numbers(1, 0, 2, 0, 0, 3, 0, 4),
  });
});

it('fills with zeros between the elements of a dilated kernel', () => {
  const kernel = { shape: [1, 1, 2, 2], data: numbers(1, 2, 3, 4) };
  expect(withoutDilation(kernel, [2, 3])).toEqual({
    shape: [1, 1, 3, 4],
    data: numbers(1, 0, 0, 2, 0, 0, 0, 0, 3, 0, 0, 4),
  });
});
