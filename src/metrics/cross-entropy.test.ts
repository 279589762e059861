import { expect, test } from 'vitest';
import { InputError } from '../errors.ts';
import { crossEntropy } from './cross-entropy.ts';

test('is the mean negative logarithm of the true class', () => {
  const probabilities = [0.5, 0.25, 0.25, 0.1, 0.1, 0.8];
  expect(crossEntropy([0, 2], probabilities, 3)).toBeCloseTo((Math.log(2) + Math.log(1.25)) / 2, 12);
});

test('a uniform guess costs ln(classCount)', () => {
  expect(crossEntropy([3, 7], new Float64Array(20).fill(0.1), 10)).toBeCloseTo(Math.log(10), 12);
});

test('is finite if the true class has probability 0', () => {
  expect(crossEntropy([1], [1, 0], 2)).toBeCloseTo(23 * Math.LN2, 12);
});

test.each([
  [[], [], 'labels: expected at least one, got none'],
  [[0], [0.5, 0.5, 0], 'probabilities: expected 1 × 2 values, got 3'],
  [[2], [0.5, 0.5], 'labels[0]: expected a class from 0 to 1, got 2'],
  [[0], [NaN, 0.5], 'probabilities[0]: expected a number from 0 to 1, got NaN'],
  [[0], [-3, 4], 'probabilities[0]: expected a number from 0 to 1, got -3'],
])('refuses labels %j with probabilities %j', (labels, probabilities, message) => {
  expect(() => crossEntropy(labels, probabilities, 2)).toThrow(new InputError(message));
});
