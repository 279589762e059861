// The values of a convolution: by hand, and over paddings, strides, dilations, groups and kernels against
// TensorFlow.js (2e-6: at most 48 products in float32), whose 'same' this layer follows.
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../engine/testing/closeness.ts';
import { InputError } from '../../errors.ts';
import { buildLayer, drawnInput, drawnWeights, runLayer } from '../testing/layer-programs.ts';
import { dataOf, tensor, tf, toChannelsFirst, toChannelsLast, toKernel } from '../testing/tensorflow.ts';
import { conv2d } from './conv2d.ts';

it('does not flip the kernel', async () => {
  const weights = { 'conv2d/kernel': Float32Array.of(1, 10, 100, 1000), 'conv2d/bias': Float32Array.of(0.5) };
  const layer = conv2d({ filters: 1, kernelSize: 2 });
  const { y } = await runLayer(layer, [1, 1, 2, 3], Float32Array.of(1, 2, 3, 4, 5, 6), weights);
  expect([...y!]).toEqual([5421.5, 6532.5]);
});

describe.each(['valid', 'same'] as const)('%s', (padding) => {
  it.each<[[number, number], [number, number]]>([
    [
      [3, 3],
      [1, 1],
    ],
    [
      [2, 2],
      [1, 1],
    ],
    [
      [4, 3],
      [2, 2],
    ],
    [
      [1, 1],
      [2, 3],
    ],
    [
      [5, 2],
      [3, 1],
    ],
    [
      [2, 4],
      [1, 3],
    ],
  ])('agrees with TensorFlow.js, kernel %s, strides %s', async (kernelSize, strides) => {
    const shape = [2, 4, 6, 7];
    const layer = conv2d({ filters: 3, kernelSize, strides, padding, activation: 'relu' });
    const x = drawnInput(shape);
    const weights = drawnWeights(layer, shape);
    const kernel = toKernel(tensor(weights['conv2d/kernel']!, [3, 4, ...kernelSize]));
    const plain = tf.conv2d(toChannelsLast(tensor(x, shape)), kernel, strides, padding);
    const expected = tf.relu(tf.add(plain, tensor(weights['conv2d/bias']!, [3])));
    const { y } = buildLayer(layer, shape);
    expect(y.shape).toEqual(toChannelsFirst(expected).shape);
    expectClose((await runLayer(layer, shape, x, weights))['y']!, dataOf(toChannelsFirst(expected)), 2e-6);
  });
});

it('refuses a picture smaller than its kernel, in one line', () => {
  const build = () => buildLayer(conv2d({ filters: 1, kernelSize: 5 }), [1, 1, 4, 9]);
  expect(build).toThrow(InputError);
  expect(build).toThrow('conv2d: kernelSize: a window of 5×5 does not fit a picture of 4×9');
  expect(buildLayer(conv2d({ filters: 1, kernelSize: 5, padding: 'same' }), [1, 1, 4, 9]).y.shape).toEqual([
    1, 1, 4, 9,
  ]);
});

describe.each([1, 2, 3])('dilated by %i', (dilationRate) => {
  it.each(['valid', 'same'] as const)('agrees with TensorFlow.js (%s)', async (padding) => {
    const shape = [2, 4, 8, 7];
    const layer = conv2d({ filters: 3, kernelSize: [3, 2], dilationRate, padding, useBias: false });
    const x = drawnInput(shape);
    const weights = drawnWeights(layer, shape);
    const kernel = toKernel(tensor(weights['conv2d/kernel']!, [3, 4, 3, 2]));
    const expected = toChannelsFirst(
      tf.conv2d(toChannelsLast(tensor(x, shape)), kernel, 1, padding, 'NHWC', dilationRate),
    );
    expect(buildLayer(layer, shape).y.shape).toEqual(expected.shape);
    expectClose((await runLayer(layer, shape, x, weights))['y']!, dataOf(expected), 2e-6);
  });
});

it.each([2, 4])('in %i groups equals separate convolutions', async (groups) => {
  const shape = [2, 8, 5, 6];
  const layer = conv2d({ filters: 12, kernelSize: 3, groups, strides: 2, padding: 'same' });
  const x = drawnInput(shape);
  const weights = drawnWeights(layer, shape);
  const kernels = tf.split(tensor(weights['conv2d/kernel']!, [12, 8 / groups, 3, 3]), groups, 0);
  const pictures = tf.split(tensor(x, shape), groups, 1);
  const parts = pictures.map((part, i) => tf.conv2d(toChannelsLast(part), toKernel(kernels[i]!), 2, 'same'));
  const expected = toChannelsFirst(tf.add(tf.concat(parts, 3), tensor(weights['conv2d/bias']!, [12])));
  expectClose((await runLayer(layer, shape, x, weights))['y']!, dataOf(expected), 2e-6);
});

it.each([
  [6, 3],
  [8, 4],
])('refuses %i channels in %i groups of filters that do not fit both', (channels, groups) => {
  const build = () => buildLayer(conv2d({ filters: 10, kernelSize: 1, groups }), [1, channels, 4, 4]);
  expect(build).toThrow(InputError);
  expect(build).toThrow(
    `conv2d: groups: expected a divisor of ${channels} channels and 10 filters, got ${groups}`,
  );
});

it('refuses a picture smaller than its dilated kernel', () => {
  const build = () => buildLayer(conv2d({ filters: 1, kernelSize: 3, dilationRate: 3 }), [1, 1, 8, 6]);
  expect(build).toThrow('conv2d: kernelSize: a window of 7×7 does not fit a picture of 8×6');
});
