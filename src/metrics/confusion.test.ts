import { expect, test } from 'vitest';
import { InputError } from '../errors.ts';
import { confusionMatrix } from './confusion.ts';

test('rows are true classes, columns predicted ones', () => {
  expect(confusionMatrix([0, 0, 0, 1, 2, 2], [0, 1, 1, 1, 2, 0], 4)).toEqual([
    [1, 2, 0, 0],
    [0, 1, 0, 0],
    [1, 0, 1, 0],
    [0, 0, 0, 0],
  ]);
});

test('takes typed arrays', () => {
  expect(confusionMatrix(Int32Array.of(1), Int32Array.of(0), 2)).toEqual([
    [0, 0],
    [1, 0],
  ]);
});

test.each([
  [[0, 1], [0], 'predictions: expected 2, one for each label, got 1'],
  [[0, 3], [0, 0], 'labels[1]: expected a class from 0 to 2, got 3'],
  [[0, 1], [-1, 0], 'predictions[0]: expected a class from 0 to 2, got -1'],
  [[0.5], [0], 'labels[0]: expected a class from 0 to 2, got 0.5'],
])('refuses labels %j with predictions %j', (labels, predictions, message) => {
  expect(() => confusionMatrix(labels, predictions, 3)).toThrow(new InputError(message));
});
