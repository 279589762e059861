import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { activations } from '../activations.ts';
import { initializers } from '../initializers.ts';
import { defineLayer, expectPictures, type LayerFactory } from '../layer.ts';
import { convolutionOptions, slideKernel } from './convolution.ts';
import { trainedKernel } from './kernel.ts';
import { positiveInteger } from './options.ts';

const schema = z.strictObject({
  /** The number of filters, which is the number of output channels. */
  filters: positiveInteger,
  ...convolutionOptions,
  /** The number of groups into which channels and filters are divided; 1 by default. */
  groups: positiveInteger.default(1),
});

/** The options of `conv2d`. */
export interface Conv2dOptions extends z.input<typeof schema> {}

/**
 * Convolution over height and width: `[batch, channels, height, width]` to
 * `[batch, filters, height', width']`. With `groups`, filters see only the channels of their own group
 * (Krizhevsky et al., 2012). `dilationRate` spreads the elements of the kernel (Yu & Koltun, 2016). Weights:
 * `kernel` `[filters, channels / groups, ...kernelSize]` and `bias` `[filters]`.
 *
 * @function
 * @example conv2d({ filters: 32, kernelSize: 3, activation: 'relu' })
 */
export const conv2d: LayerFactory<Conv2dOptions> = defineLayer('conv2d', schema, (context, x, config) => {
  const { channels } = expectPictures(context, x);
  const { filters, groups, kernelSize } = config;
  if (channels % groups > 0 || filters % groups > 0) {
    throw new InputError(
      `${context.name}: groups: expected a divisor of ${channels} channels and ${filters} filters, got ${groups}`,
    );
  }
  const kernel = trainedKernel(
    context,
    'kernel',
    [filters, channels / groups, ...kernelSize],
    config,
    groups,
  );
  const bias = config.useBias ? context.parameter('bias', [filters], initializers.zeros) : undefined;
  return activations[config.activation](slideKernel(context, x, kernel, config, { bias, groups }));
});
