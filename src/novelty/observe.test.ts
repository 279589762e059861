// What a saved model makes of pictures.
import { expect, it } from 'vitest';
import { sketches } from '../data/sketches.ts';
import { encodeClassifier } from '../nn/classifier-file.ts';
import { openClassifier } from '../nn/classifier.ts';
import { conv2d, dense, flatten } from '../nn/layers/index.ts';
import { initialWeights, sequential } from '../nn/model.ts';
import { observe } from './observe.ts';

const { test } = sketches({ train: 10, test: 150 });
const model = sequential([
  conv2d({ filters: 3, kernelSize: 5, strides: 4 }),
  flatten(),
  dense({ units: 10 }),
]);
const weights = initialWeights(model.weightSpecs([1, 28, 28]), 1);
const saved = encodeClassifier(model, weights, {
  ...{ classNames: [...test.classNames], input: { channels: 1, height: 28, width: 28 } },
  ...{ preprocessing: { mean: [0.3], std: [0.35] }, data: 'sketches', seed: 1, epoch: 1 },
});
const options = { threads: 1 };

it('gives the classifier’s probabilities, and features of length 1, in the order of the pictures', async () => {
  const classifier = await openClassifier(saved, 'small', options);
  const expected = await classifier.predict(test.images).finally(() => classifier.dispose());
  const { probabilities, features, labels } = await observe(saved, 'small', test, options);
  expect(probabilities).toEqual(expected);
  expect(labels).toEqual(test.labels);
  const { count, dimensions, values } = features!;
  expect(count).toBe(test.count);
  for (let i = 0; i < count; i++)
    expect(Math.hypot(...values.subarray(i * dimensions, (i + 1) * dimensions))).toBeCloseTo(1, 4);
});

it('gives labels as indices of the model’s classes', async () => {
  const classNames = [...test.classNames].reverse();
  const { labels } = await observe(saved, 'small', { ...test, classNames }, options);
  expect(labels).toEqual(test.labels.map((label) => 9 - label));
});
