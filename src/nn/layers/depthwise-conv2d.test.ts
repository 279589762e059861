// The values of convolutions of each channel by itself, against TensorFlow.js (tolerance 2e-6: at most 24
// products in float32), and how their kernels start.
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../engine/testing/closeness.ts';
import { initialWeights } from '../model.ts';
import { buildLayer, drawnInput, drawnWeights, runLayer } from '../testing/layer-programs.ts';
import { dataOf, tensor, tf, toChannelsFirst, toChannelsLast, toKernel } from '../testing/tensorflow.ts';
import { depthwiseConv2d } from './depthwise-conv2d.ts';
import { separableConv2d } from './separable-conv2d.ts';

const shape = [2, 4, 7, 6];
const x = drawnInput(shape);

/** From `[channels · multiplier, 1, height, width]` to `[height, width, channels, multiplier]`. */
const toDepthwiseKernel = (data: Float32Array, multiplier: number, kernel: [number, number]) =>
  tf.transpose<tf.Tensor4D>(tensor(data, [4, multiplier, ...kernel]) as tf.Tensor4D, [2, 3, 0, 1]);

describe.each(['valid', 'same'] as const)('%s', (padding) => {
  it.each<[[number, number], [number, number], number, number]>([
    [[3, 3], [1, 1], 1, 1],
    [[3, 3], [2, 2], 1, 1],
    [[2, 4], [1, 1], 1, 3],
    [[3, 2], [1, 1], 2, 2],
    [[1, 1], [2, 2], 1, 2],
  ])(
    'depthwise agrees with TensorFlow.js, kernel %s, strides %s, dilation %i, multiplier %i',
    async (kernelSize, strides, dilationRate, depthMultiplier) => {
      const layer = depthwiseConv2d({ kernelSize, strides, dilationRate, depthMultiplier, padding });
      const weights = drawnWeights(layer, shape);
      const kernel = toDepthwiseKernel(weights['depthwiseConv2d/kernel']!, depthMultiplier, kernelSize);
      const y = tf.depthwiseConv2d(
        toChannelsLast(tensor(x, shape)),
        kernel,
        strides,
        padding,
        'NHWC',
        dilationRate,
      );
      const bias = tensor(weights['depthwiseConv2d/bias']!, [4 * depthMultiplier]);
      const expected = toChannelsFirst(tf.add(y, bias));
      expect(buildLayer(layer, shape).y.shape).toEqual(expected.shape);
      expectClose((await runLayer(layer, shape, x, weights))['y']!, dataOf(expected), 2e-6);
    },
  );

  it.each([1, 3])('separable agrees with TensorFlow.js, multiplier %i', async (depthMultiplier) => {
    const layer = separableConv2d({ filters: 5, kernelSize: 3, strides: 2, depthMultiplier, padding });
    const weights = drawnWeights(layer, shape);
    const depthwise = toDepthwiseKernel(weights['separableConv2d/depthwiseKernel']!, depthMultiplier, [3, 3]);
    const pointwise = tensor(weights['separableConv2d/pointwiseKernel']!, [5, 4 * depthMultiplier, 1, 1]);
    const y = tf.separableConv2d(
      toChannelsLast(tensor(x, shape)),
      depthwise,
      toKernel(pointwise),
      2,
      padding,
    );
    const expected = toChannelsFirst(tf.add(y, tensor(weights['separableConv2d/bias']!, [5])));
    expectClose((await runLayer(layer, shape, x, weights))['y']!, dataOf(expected), 2e-6);
  });
});

it('starts from kernels whose fans are those of one channel', () => {
  const layer = depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, useBias: false });
  const { specs } = buildLayer(layer, [1, 500, 4, 4]).context;
  const kernel = initialWeights(specs, 1)['depthwiseConv2d/kernel']!;
  // Nine numbers in, two filters of nine out: ±√(6 / (9 + 18)).
  const limit = Math.sqrt(6 / 27);
  const largest = kernel.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(largest).toBeLessThanOrEqual(Math.fround(limit));
  expect(largest).toBeGreaterThan(0.99 * limit);
  // No channel starts as another does.
  expect(kernel.subarray(0, 18)).not.toEqual(kernel.subarray(18, 36));
});
