// Residual networks for small pictures (He, Zhang, Ren & Sun, 2016, "Deep residual learning for image
// recognition", section 4.2): three stages of 16, 32 and 64 filters, with n blocks each, 6·n + 2 layers in
// all. If a block changes the shape, its shortcut is a 1×1 convolution (option B). The paper's own results
// for small pictures use zero padding instead (option A).
import { InputError } from '../errors.ts';
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

/**
 * ResNet of depth 6·n + 2 for the given number of classes. Throws an InputError for any other depth.
 *
 * @example resnet(10, { depth: 110 })
 */
export function resnet(classes: number, { depth }: { readonly depth: number }): Model {
  const blocks = (depth - 2) / 6;
  if (!Number.isInteger(blocks) || blocks < 1) {
    throw new InputError(`resnet: depth: expected 6n + 2, such as 20, 32 or 110, got ${depth}`);
  }
  return sequential(
    [
      ...normalizedConv(16, 3),
      activation('relu'),
      ...stage(blocks, 16, 1),
      ...stage(blocks, 32, 2),
      ...stage(blocks, 64, 2),
      globalAveragePooling2d(),
      dense({ units: classes }),
    ],
    `resnet${depth}`,
  );
}

/** `resnet` of 20 layers. */
export const resnet20 = (classes: number): Model => resnet(classes, { depth: 20 });
/** `resnet` of 32 layers. */
export const resnet32 = (classes: number): Model => resnet(classes, { depth: 32 });
/** `resnet` of 56 layers. */
export const resnet56 = (classes: number): Model => resnet(classes, { depth: 56 });

const normalizedConv = (filters: number, kernelSize: number, strides = 1): Layer[] => [
  conv2d({
    filters,
    kernelSize,
    strides,
    padding: 'same',
    useBias: false,
    kernelInitializer: 'heNormal',
  }),
  batchNormalization(),
];

const stage = (blocks: number, filters: number, strides: number): Layer[] => [
  ...block(filters, strides, strides > 1),
  ...Array.from({ length: blocks - 1 }, () => block(filters, 1, false)).flat(),
];

const block = (filters: number, strides: number, changesShape: boolean): Layer[] => [
  residual({
    layers: [...normalizedConv(filters, 3, strides), activation('relu'), ...normalizedConv(filters, 3)],
    shortcut: changesShape ? normalizedConv(filters, 1, strides) : [],
  }),
  activation('relu'),
];
