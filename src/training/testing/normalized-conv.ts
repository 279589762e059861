import type { Layer } from '../../nn/layer.ts';
import { batchNormalization, conv2d } from '../../nn/layers/index.ts';

/** A 3×3 convolution with normalisation, as in residual networks. */
export const normalizedConv = (filters: number, strides = 1): Layer[] => [
  conv2d({ filters, kernelSize: 3, strides, padding: 'same', useBias: false }),
  batchNormalization(),
];
