import { z } from 'zod';
import { conv } from '../../engine/graph/operators/index.ts';
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
  /** The number of kernels for each channel in the depthwise part; 1 by default. */
  depthMultiplier: positiveInteger.default(1),
});

/** The options of `separableConv2d`. */
export interface SeparableConv2dOptions extends z.input<typeof schema> {}

/**
 * Convolution in two parts: depthwise, on each channel separately, then pointwise, over all channels at each
 * position (Chollet, 2017). Strides, padding and dilation apply to the depthwise part; `kernelRegularizer`
 * applies to both kernels. Weights: `depthwiseKernel` `[channels · depthMultiplier, 1, ...kernelSize]`,
 * `pointwiseKernel` `[filters, channels · depthMultiplier, 1, 1]` and `bias` `[filters]`.
 *
 * @function
 * @example separableConv2d({ filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' })
 */
export const separableConv2d: LayerFactory<SeparableConv2dOptions> = defineLayer(
  'separableConv2d',
  schema,
  (context, x, config) => {
    const { channels } = expectPictures(context, x);
    const { filters, kernelSize } = config;
    const between = channels * config.depthMultiplier;
    const depthwise = trainedKernel(
      context,
      'depthwiseKernel',
      [between, 1, ...kernelSize],
      config,
      channels,
    );
    const pointwise = trainedKernel(context, 'pointwiseKernel', [filters, between, 1, 1], config);
    const bias = config.useBias ? context.parameter('bias', [filters], initializers.zeros) : undefined;
    const hidden = slideKernel(context, x, depthwise, config, { groups: channels });
    return activations[config.activation](conv(hidden, pointwise, bias));
  },
);
