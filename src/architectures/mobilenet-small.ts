// After MobileNet (Howard et al., 2017, "MobileNets: Efficient convolutional neural networks for mobile
// vision applications"), for small pictures. Kept: depthwise (3×3) and pointwise (1×1) convolutions, each
// followed by normalisation and ReLU; filters as in the upper half of its table 1, from 32 to 256. Changed:
// the first convolution has stride 1, and the stages of 512 and 1024 filters are left out, because 28×28
// pixels are too few for them.
import {
  activation,
  batchNormalization,
  conv2d,
  dense,
  depthwiseConv2d,
  globalAveragePooling2d,
} from '../nn/layers/index.ts';
import type { Layer } from '../nn/layer.ts';
import { sequential, type Model } from '../nn/model.ts';

const common = { padding: 'same', useBias: false, kernelInitializer: 'heNormal' } as const;

/**
 * A small network of depthwise separable convolutions, after MobileNet (Howard et al., 2017), for the given
 * number of classes.
 *
 * @example mobilenetSmall(10)
 */
export const mobilenetSmall = (classes: number): Model =>
  sequential(
    [
      ...normalized(conv2d({ filters: 32, kernelSize: 3, ...common })),
      ...separable(64),
      ...separable(128, 2),
      ...separable(128),
      ...separable(256, 2),
      ...separable(256),
      globalAveragePooling2d(),
      dense({ units: classes }),
    ],
    'mobilenet-small',
  );

const normalized = (layer: Layer): Layer[] => [layer, batchNormalization(), activation('relu')];

/** Unlike `separableConv2d`, with normalisation and ReLU between the two parts. */
const separable = (filters: number, strides = 1): Layer[] => [
  ...normalized(depthwiseConv2d({ kernelSize: 3, strides, ...common })),
  ...normalized(conv2d({ filters, kernelSize: 1, ...common })),
];
