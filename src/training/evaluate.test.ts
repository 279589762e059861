// Evaluation of a classifier with given answers: labels mapped by the names of classes, and what does not
// fit.
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../data/dataset.ts';
import { InputError } from '../errors.ts';
import type { Classifier } from '../nn/classifier.ts';
import { checkPictures, labelsAmong } from '../data/for-model.ts';
import { evaluate, predictLabelled } from './evaluate.ts';

const classNames = ['a', 'b', 'c'];
/** Says the class that each picture's only pixel counts. */
const classifier = {
  card: { classNames, input: { channels: 1, height: 1, width: 1 } },
  imageSize: 1,
  classify: (images: Uint8Array, onProgress?: (done: number) => void) => {
    onProgress?.(images.length);
    const rows = Array.from(images, (pixel) => [0, 1, 2].map((label) => (label === pixel ? 1 : 0)));
    return Promise.resolve({ probabilities: Float32Array.from(rows.flat()) });
  },
  dispose: () => Promise.resolve(),
} as unknown as Classifier;

const dataset = (names: readonly string[], labels: number[], pixels: number[]): Dataset => ({
  ...{ name: 'dots', classNames: names, count: labels.length, channels: 1, height: 1, width: 1 },
  images: Uint8Array.from(pixels),
  labels: Int32Array.from(labels),
});

describe('evaluate', () => {
  it('counts correct predictions, in the classes of the model', async () => {
    // Of the data's classes c and a, in their order, the model's are the third and the first.
    const { accuracy, confusion, count } = await evaluate(
      classifier,
      dataset(['c', 'a'], [0, 0, 1, 1], [2, 0, 0, 1]),
    );
    expect([accuracy, count]).toEqual([0.5, 4]);
    expect(confusion).toEqual([
      [1, 1, 0],
      [0, 0, 0],
      [1, 0, 1],
    ]);
  });

  it('reports progress', async () => {
    const done: number[] = [];
    await evaluate(classifier, dataset(classNames, [0, 1], [0, 1]), (count) => done.push(count));
    expect(done).toEqual([2]);
  });

  it.each<[string, Dataset, string]>([
    [
      'a class that the model has not',
      dataset(['a', 'd'], [0], [0]),
      "dots: 'd' is not among the model's classes, 'a', 'b', 'c'",
    ],
    [
      'two of them',
      dataset(['d', 'a', 'e'], [0], [0]),
      "dots: 'd', 'e' are not among the model's classes, 'a', 'b', 'c'",
    ],
    [
      'more than ten, of which it names ten',
      dataset([...'defghijklmnop'], [0], [0]),
      `dots: ${[...'defghijklm'].map((name) => `'${name}'`).join(', ')} and 3 more are not among the model's classes, 'a', 'b', 'c'`,
    ],
    ['no pictures', dataset(classNames, [], []), 'data: count: expected a whole number from 1, got 0'],
    [
      'other pictures',
      { ...dataset(classNames, [0], [0, 0]), width: 2 },
      'dots: expected pictures of 1×1 with 1 channel for this model, got 2×1 with 1 channel',
    ],
  ])('refuses %s', async (_, data, message) => {
    await expect(predictLabelled(classifier, data)).rejects.toThrow(new InputError(message));
  });
});

describe('checkPictures', () => {
  const input = { channels: 3, height: 4, width: 5 };
  const of = (changes: Partial<Dataset>) => ({ ...dataset(['a'], [0], [0]), ...input, ...changes });

  it('accepts pictures of the model’s size', () => {
    expect(() => checkPictures(input, of({}))).not.toThrow();
  });

  it.each([
    [{ channels: 1 }, '5×4 with 1 channel'],
    [{ height: 5, width: 4 }, '4×5 with 3 channels'],
    [{ width: 6 }, '6×4 with 3 channels'],
  ])('refuses %o', (changes, given) => {
    expect(() => checkPictures(input, of(changes))).toThrow(
      new InputError(`dots: expected pictures of 5×4 with 3 channels for this model, got ${given}`),
    );
  });
});

it('labels are mapped to other classes by name, or to none', () => {
  const labels = Int32Array.of(0, 1, 1);
  expect(labelsAmong(classNames, { classNames: ['c', 'b'], labels })).toEqual(Int32Array.of(2, 1, 1));
  expect(labelsAmong(classNames, { classNames: ['c', 'x'], labels })).toBeUndefined();
});
