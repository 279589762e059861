// Wide residual networks (Zagoruyko & Komodakis, 2016): three stages of 16·k, 32·k and 64·k filters. Each
// block has two 3×3 convolutions, both preceded by normalisation and ReLU. If a block changes the shape, its
// shortcut too starts after its first ReLU.
import { InputError } from '../errors.ts';
import {
  activation,
  batchNormalization,
  conv2d,
  dense,
  dropout,
  globalAveragePooling2d,
  residual,
} from '../nn/layers/index.ts';
import type { Layer } from '../nn/layer.ts';
import { sequential, type Model } from '../nn/model.ts';

/** The options of `wideResnet`. */
export interface WideResnetOptions {
  /** The number of layers, 6·n + 4 with n blocks in each stage. */
  readonly depth: number;
  /** The factor on the 16, 32 and 64 filters of the plain network. */
  readonly width: number;
  /** The rate of dropout between the two convolutions of each block; no dropout by default. */
  readonly dropout?: number;
}

/**
 * WRN-depth-width for the given number of classes. Throws an InputError for an impossible depth or width.
 *
 * @example wideResnet(10, { depth: 22, width: 2, dropout: 0.3 })
 */
export function wideResnet(classes: number, { depth, width, dropout: rate = 0 }: WideResnetOptions): Model {
  const blocks = (depth - 4) / 6;
  if (!Number.isInteger(blocks) || blocks < 1) {
    throw new InputError(`wideResnet: depth: expected 6n + 4, such as 16, 22 or 28, got ${depth}`);
  }
  if (!Number.isInteger(width) || width < 1) {
    throw new InputError(`wideResnet: width: expected a positive integer, got ${width}`);
  }
  return sequential(
    [
      conv(16, 3),
      ...stage(blocks, 16 * width, 1, rate),
      ...stage(blocks, 32 * width, 2, rate),
      ...stage(blocks, 64 * width, 2, rate),
      ...normalizedRelu(),
      globalAveragePooling2d(),
      dense({ units: classes }),
    ],
    `wrn-${depth}-${width}`,
  );
}

/** `wideResnet` of 16 layers, 4 times as wide. */
export const wrn16x4 = (classes: number): Model => wideResnet(classes, { depth: 16, width: 4 });
/** `wideResnet` of 28 layers, 10 times as wide. */
export const wrn28x10 = (classes: number): Model => wideResnet(classes, { depth: 28, width: 10 });

const conv = (filters: number, kernelSize: number, strides = 1): Layer =>
  conv2d({ filters, kernelSize, strides, padding: 'same', useBias: false, kernelInitializer: 'heNormal' });

const normalizedRelu = (): Layer[] => [batchNormalization(), activation('relu')];

/** What lies between the two convolutions of a block. */
const between = (rate: number): Layer[] => [...normalizedRelu(), ...(rate > 0 ? [dropout(rate)] : [])];

/** The first block changes the shape, the others keep it. */
const stage = (blocks: number, filters: number, strides: number, rate: number): Layer[] => [
  ...normalizedRelu(),
  residual({
    layers: [conv(filters, 3, strides), ...between(rate), conv(filters, 3)],
    shortcut: [conv(filters, 1, strides)],
  }),
  ...Array.from({ length: blocks - 1 }, () =>
    residual({ layers: [...normalizedRelu(), conv(filters, 3), ...between(rate), conv(filters, 3)] }),
  ),
];
