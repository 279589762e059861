import { z } from 'zod';
import { conv } from '../../engine/graph/operators/index.ts';
import { activations } from '../activations.ts';
import { initializers } from '../initializers.ts';
import { defineLayer, expectPictures } from '../layer.ts';
import { convolutionOptions, slideKernel } from './convolution.ts';
import { trainedKernel } from './kernel.ts';
import { positiveInteger } from './options.ts';

/**
 * Convolution in two parts: of each channel by itself, then of all channels at each place (Chollet, 2017). Strides, padding
 * and dilation are the first part's; the penalty of `kernelRegularizer` is for both kernels.
 * Weights: `depthwiseKernel` `[channels · depthMultiplier, 1, ...kernelSize]`, `pointwiseKernel` `[filters, channels ·
 * depthMultiplier, 1, 1]` and `bias` `[filters]`.
 *
 * @example separableConv2d({ filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' })
 */
export const separableConv2d = defineLayer(
  'separableConv2d',
  z.strictObject({
    filters: positiveInteger,
    ...convolutionOptions,
    depthMultiplier: positiveInteger.default(1),
  }),
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
