// After VGG (Simonyan & Zisserman, 2015, "Very deep convolutional networks for large-scale image
// recognition", configuration B), for small pictures. Kept: pairs of 3×3 convolutions, each pair followed by
// a pooling of 2×2; filters double from stage to stage. Changed: only the first three stages, with half the
// filters; batch normalisation before each ReLU (Ioffe & Szegedy, 2015); global average pooling and one dense
// layer (Lin, Chen & Yan, 2014) instead of the three that hold most of VGG's weights, so pictures may have
// any size from 8×8.
import {
  activation,
  batchNormalization,
  conv2d,
  dense,
  dropout,
  globalAveragePooling2d,
  maxPooling2d,
} from '../nn/layers/index.ts';
import type { Layer } from '../nn/layer.ts';
import { sequential, type Model } from '../nn/model.ts';

/**
 * A small network with batch normalisation after VGG (Simonyan & Zisserman, 2015), for the given number of
 * classes. Pictures must have 8×8 pixels or more.
 *
 * @example vggSmall(10)
 */
export const vggSmall = (classes: number): Model =>
  sequential(
    [
      ...stage(32),
      ...stage(64),
      ...stage(128),
      globalAveragePooling2d(),
      dropout(0.5),
      dense({ units: classes }),
    ],
    'vgg-small',
  );

const stage = (filters: number): Layer[] => [...conv(filters), ...conv(filters), maxPooling2d(2)];

const conv = (filters: number): Layer[] => [
  conv2d({ filters, kernelSize: 3, padding: 'same', useBias: false, kernelInitializer: 'heNormal' }),
  batchNormalization(),
  activation('relu'),
];
