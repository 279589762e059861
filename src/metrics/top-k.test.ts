import { expect, test } from 'vitest';
import { predictedClasses, topK } from './top-k.ts';

test('largest first, the lower index first among equals', () => {
  expect(topK([0.1, 0.3, 0.05, 0.3, 0.25], 3)).toEqual([1, 3, 4]);
});

test('at most the number of classes', () => {
  expect(topK(Float32Array.of(0.4, 0.6), 5)).toEqual([1, 0]);
  expect(topK([0.4, 0.6], 0)).toEqual([]);
});

test('the likeliest class of each row', () => {
  expect([...predictedClasses([0.2, 0.5, 0.3, 0.4, 0.2, 0.4], 3)]).toEqual([1, 0]);
});
