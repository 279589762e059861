// The values of pooling: exactly those of TensorFlow.js for the largest, within 1e-6 for means; padding
// counts in neither.
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../engine/testing/closeness.ts';
import { InputError } from '../../errors.ts';
import { buildLayer, drawnInput, runLayer } from '../testing/layer-programs.ts';
import { dataOf, tensor, tf, toChannelsFirst, toChannelsLast } from '../testing/tensorflow.ts';
import { averagePooling2d, globalAveragePooling2d, globalMaxPooling2d, maxPooling2d } from './pooling.ts';

const shape = [2, 3, 7, 6];
const x = drawnInput(shape);
// All below zero, so that padding with zeros would show in the largest.
const negative = x.map((value) => -Math.abs(value));

describe.each(['valid', 'same'] as const)('%s', (padding) => {
  it.each<[[number, number], [number, number]]>([
    [
      [2, 2],
      [2, 2],
    ],
    [
      [3, 3],
      [2, 2],
    ],
    [
      [2, 3],
      [1, 2],
    ],
    [
      [4, 4],
      [3, 1],
    ],
  ])('agrees with TensorFlow.js, pool %s, strides %s', async (poolSize, strides) => {
    const options = { poolSize, strides, padding };
    const pictures = toChannelsLast(tensor(negative, shape));
    const largest = toChannelsFirst(tf.maxPool(pictures, poolSize, strides, padding));
    expect(buildLayer(maxPooling2d(options), shape).y.shape).toEqual(largest.shape);
    expect((await runLayer(maxPooling2d(options), shape, negative, {}))['y']).toEqual(dataOf(largest));
    const means = toChannelsFirst(tf.avgPool(pictures, poolSize, strides, padding));
    expectClose((await runLayer(averagePooling2d(options), shape, negative, {}))['y']!, dataOf(means), 1e-6);
  });
});

it.each([maxPooling2d, averagePooling2d])('strides by the pool size, 2 by default', (pool) => {
  expect(pool().toJSON()).toMatchObject({ poolSize: [2, 2], strides: [2, 2], padding: 'valid' });
  expect(pool(3).toJSON()).toMatchObject({ poolSize: [3, 3], strides: [3, 3] });
  expect(buildLayer(pool(3), shape).y.shape).toEqual([2, 3, 2, 2]);
});

it('averages whole channels', async () => {
  const { y } = await runLayer(globalAveragePooling2d(), shape, x, {});
  expectClose(y!, dataOf(tf.mean(tensor(x, shape), [2, 3])), 1e-6);
});

it('refuses a picture smaller than the pool, in one line', () => {
  const build = () => buildLayer(maxPooling2d(3), [1, 1, 2, 8]);
  expect(build).toThrow(InputError);
  expect(build).toThrow('maxPooling2d: poolSize: a window of 3×3 does not fit a picture of 2×8');
});

it('takes the maximum of whole channels', async () => {
  const { y } = await runLayer(globalMaxPooling2d(), shape, negative, {});
  expect(y).toEqual(dataOf(tf.max(tensor(negative, shape), [2, 3])));
});
