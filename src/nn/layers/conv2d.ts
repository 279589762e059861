import { z } from 'zod';
import { conv } from '../../engine/graph/operators/index.ts';
import { activations } from '../activations.ts';
import { initializers } from '../initializers.ts';
import { defineLayer, expectPictures } from '../layer.ts';
import { activationOption, initializerOption, padding, padsFor, pair, positiveInteger } from './options.ts';

/**
 * Convolution over height and width: `[batch, channels, height, width]` to `[batch, filters, height', width']`.
 * Weights: `kernel` `[filters, channels, ...kernelSize]` and `bias` `[filters]`.
 *
 * @example conv2d({ filters: 32, kernelSize: 3, activation: 'relu' })
 */
export const conv2d = defineLayer(
  'conv2d',
  z.strictObject({
    filters: positiveInteger,
    kernelSize: pair(positiveInteger),
    strides: pair(positiveInteger).default([1, 1]),
    padding: padding.default('valid'),
    activation: activationOption,
    useBias: z.boolean().default(true),
    kernelInitializer: initializerOption('glorotUniform'),
  }),
  (context, x, config) => {
    const { channels, height, width } = expectPictures('conv2d', x);
    const { filters, kernelSize, strides } = config;
    const kernel = context.parameter(
      'kernel',
      [filters, channels, ...kernelSize],
      initializers[config.kernelInitializer],
    );
    const bias = config.useBias ? context.parameter('bias', [filters], initializers.zeros) : undefined;
    const pads = padsFor('conv2d: kernelSize', config.padding, [height, width], kernelSize, strides);
    return activations[config.activation](conv(x, kernel, bias, { strides, pads }));
  },
);
