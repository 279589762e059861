// ResNet-20 (He, Zhang, Ren & Sun, 2016, "Deep residual learning for image recognition", section 4.2), the network for small
// pictures: three stages of 16, 32 and 64 filters, three blocks each. Where a block changes the shape, its shortcut is a 1×1
// convolution (option B); the paper's own figures for small pictures have zero padding there (option A).
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

const blocksPerStage = 3;

export const resnet20 = (classes: number): Model =>
  sequential(
    [
      ...normalizedConv(16, 3),
      activation('relu'),
      ...stage(16, 1),
      ...stage(32, 2),
      ...stage(64, 2),
      globalAveragePooling2d(),
      dense({ units: classes }),
    ],
    'resnet20',
  );

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

const stage = (filters: number, strides: number): Layer[] => [
  ...block(filters, strides, strides > 1),
  ...Array.from({ length: blocksPerStage - 1 }, () => block(filters, 1, false)).flat(),
];

const block = (filters: number, strides: number, changesShape: boolean): Layer[] => [
  residual({
    layers: [...normalizedConv(filters, 3, strides), activation('relu'), ...normalizedConv(filters, 3)],
    shortcut: changesShape ? normalizedConv(filters, 1, strides) : [],
  }),
  activation('relu'),
];
