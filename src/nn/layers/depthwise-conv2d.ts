import { z } from 'zod';
import { activations } from '../activations.ts';
import { initializers } from '../initializers.ts';
import { defineLayer, expectPictures, type LayerFactory } from '../layer.ts';
import { convolutionOptions, slideKernel } from './convolution.ts';
import { trainedKernel } from './kernel.ts';
import { positiveInteger } from './options.ts';

const schema = z.strictObject({
  ...convolutionOptions,
  /** The number of kernels for each channel; 1 by default. */
  depthMultiplier: positiveInteger.default(1),
});

/** The options of `depthwiseConv2d`. */
export interface DepthwiseConv2dOptions extends z.input<typeof schema> {}

/**
 * Convolves each channel separately with `depthMultiplier` kernels (Howard et al., 2017):
 * `[batch, channels, height, width]` to `[batch, channels · depthMultiplier, height', width']`, with the
 * results of one channel next to each other. Weights: `kernel`
 * `[channels · depthMultiplier, 1, ...kernelSize]` and `bias` `[channels · depthMultiplier]`.
 *
 * @function
 * @example depthwiseConv2d({ kernelSize: 3, padding: 'same', useBias: false })
 */
export const depthwiseConv2d: LayerFactory<DepthwiseConv2dOptions> = defineLayer(
  'depthwiseConv2d',
  schema,
  (context, x, config) => {
    const { channels } = expectPictures(context, x);
    const filters = channels * config.depthMultiplier;
    const kernel = trainedKernel(context, 'kernel', [filters, 1, ...config.kernelSize], config, channels);
    const bias = config.useBias ? context.parameter('bias', [filters], initializers.zeros) : undefined;
    return activations[config.activation](
      slideKernel(context, x, kernel, config, { bias, groups: channels }),
    );
  },
);
