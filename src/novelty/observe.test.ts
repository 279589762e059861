// What a saved model makes of pictures, with and without a cache.
import { beforeEach, describe, expect, it } from 'vitest';
import { sketches } from '../data/sketches.ts';
import type { CachedVectors } from '../neighbours/cached-vectors.ts';
import type { Vectors } from '../neighbours/vectors.ts';
import { encodeClassifier } from '../nn/classifier-file.ts';
import { openClassifier } from '../nn/classifier.ts';
import { conv2d, dense, flatten } from '../nn/layers/index.ts';
import { initialWeights, sequential, type Weights } from '../nn/model.ts';
import { observe } from './observe.ts';

const { test } = sketches({ train: 10, test: 150 });
const model = sequential([
  conv2d({ filters: 3, kernelSize: 5, strides: 4 }),
  flatten(),
  dense({ units: 10 }),
]);
const weights = initialWeights(model.weightSpecs([1, 28, 28]), 1);
const saved = (changed: Weights = {}): Uint8Array =>
  encodeClassifier(
    model,
    { ...weights, ...changed },
    {
      ...{ classNames: [...test.classNames], input: { channels: 1, height: 28, width: 28 } },
      ...{ preprocessing: { mean: [0.3], std: [0.35] }, data: 'sketches', seed: 1, epoch: 1 },
    },
  );
const options = { threads: 1 };

it('gives the classifier’s probabilities, and features of length 1, in the order of the pictures', async () => {
  const classifier = await openClassifier(saved(), 'small', options);
  const expected = await classifier.predict(test.images).finally(() => classifier.dispose());
  const { probabilities, features, labels } = await observe(saved(), 'small', test, options);
  expect(probabilities).toEqual(expected);
  expect(labels).toEqual(test.labels);
  const { count, dimensions, values } = features!;
  expect(count).toBe(test.count);
  for (let i = 0; i < count; i++)
    expect(Math.hypot(...values.subarray(i * dimensions, (i + 1) * dimensions))).toBeCloseTo(1, 4);
});

it('gives labels as indices of the model’s classes', async () => {
  const classNames = [...test.classNames].reverse();
  const { labels } = await observe(saved(), 'small', { ...test, classNames }, options);
  expect(labels).toEqual(test.labels.map((label) => 9 - label));
});

describe('with a cache', () => {
  const known = new Map<string, Vectors>();
  let asked: string[];
  let computed: string[];
  const cachedVectors: CachedVectors = async ({ settings }, compute) => {
    const key = JSON.stringify(settings);
    asked.push(key);
    if (!known.has(key)) {
      computed.push(key);
      known.set(key, await compute());
    }
    return known.get(key)!;
  };
  const ask = (bytes: Uint8Array) => observe(bytes, 'small', test, { ...options, cachedVectors });
  beforeEach(() => ([asked, computed] = [[], []]));

  it('finds what was computed before', async () => {
    const plain = await observe(saved(), 'small', test, options);
    expect(await ask(saved())).toEqual(plain);
    expect(computed).toHaveLength(2);
    expect(await ask(saved())).toEqual(plain);
    expect(asked).toHaveLength(4);
    expect(computed).toHaveLength(2);
  });

  it('computes only the probabilities of another head', async () => {
    await ask(saved());
    computed = [];
    const other = saved({ 'dense/bias': Float32Array.from({ length: 10 }, (_, i) => i) });
    expect(await ask(other)).toEqual(await observe(other, 'small', test, options));
    expect(computed).toHaveLength(1);
  });

  it('computes the features of other layers', async () => {
    const bias = Float32Array.of(1, 2, 3);
    const other = saved({ 'conv2d/bias': bias });
    expect(await ask(other)).toEqual(await observe(other, 'small', test, options));
    expect(computed).toHaveLength(2);
  });
});
