// Wide residual networks (Zagoruyko & Komodakis, 2016): three stages of 16·k, 32·k and 64·k filters, blocks of two 3×3
// convolutions, each after normalisation and ReLU. Where a block changes the shape, both ways begin behind its first ReLU.
import {
  activation,
  batchNormalization,
  conv2d,
  dense,
  globalAveragePooling2d,
  residual,
} from '../nn/layers/index.ts';
import type { Layer } from '../nn/layer.ts';
import { sequential, type Model } from '../nn/model.ts';

/** WRN-depth-width for so many classes; the depth is 6·n + 4, with n blocks per stage. */
function wideResnet(classes: number, depth: number, width: number): Model {
  const blocks = (depth - 4) / 6;
  return sequential(
    [
      conv(16, 3),
      ...stage(blocks, 16 * width, 1),
      ...stage(blocks, 32 * width, 2),
      ...stage(blocks, 64 * width, 2),
      ...normalizedRelu(),
      globalAveragePooling2d(),
      dense({ units: classes }),
    ],
    `wrn-${depth}-${width}`,
  );
}

export const wrn16x4 = (classes: number): Model => wideResnet(classes, 16, 4);

const conv = (filters: number, kernelSize: number, strides = 1): Layer =>
  conv2d({ filters, kernelSize, strides, padding: 'same', useBias: false, kernelInitializer: 'heNormal' });

const normalizedRelu = (): Layer[] => [batchNormalization(), activation('relu')];

/** The first block changes the shape, the others keep it. */
const stage = (blocks: number, filters: number, strides: number): Layer[] => [
  ...normalizedRelu(),
  residual({
    layers: [conv(filters, 3, strides), ...normalizedRelu(), conv(filters, 3)],
    shortcut: [conv(filters, 1, strides)],
  }),
  ...Array.from({ length: blocks - 1 }, () =>
    residual({ layers: [...normalizedRelu(), conv(filters, 3), ...normalizedRelu(), conv(filters, 3)] }),
  ),
];
