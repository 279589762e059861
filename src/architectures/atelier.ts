// Our own network, in its smallest size: patches of 4×4 pixels, every second one, by fixed kernels that whiten them (after Coates &
// Ng, 2012, "Learning feature representations with k-means"; as a first layer Keller Jordan, 2024, "94% on CIFAR-10 in 3.29 seconds on
// a single GPU"), so that all that is learnt happens on 14×14 places and fewer; then convolutions, pooled by their maxima. What was
// tried beside it: docs/experiments/recipes.md.
import { activation, batchNormalization, conv2d, dense, flatten, maxPooling2d } from '../nn/layers/index.ts';
import type { Layer } from '../nn/layer.ts';
import { sequential, type Model } from '../nn/model.ts';

const common = { padding: 'same', useBias: false } as const;

/** Trains in seconds: 53,354 parameters for ten classes of grey pictures of 28×28 pixels. */
export const atelierSwatch = (classes: number): Model =>
  sequential(
    [
      // In pairs of opposite sign: with 16, the first 8 of the 16 directions of a patch of one channel.
      conv2d({
        ...{ filters: 16, kernelSize: 4, strides: 2, ...common },
        ...{ kernelInitializer: 'whitening', trainable: false },
      }),
      batchNormalization(),
      activation('relu'),
      ...stage(32),
      ...stage(128),
      flatten(),
      dense({ units: classes }),
    ],
    'atelier-swatch',
  );

const stage = (filters: number): Layer[] => [
  conv2d({ filters, kernelSize: 3, kernelInitializer: 'heNormal', ...common }),
  maxPooling2d(2),
  batchNormalization(),
  activation('relu'),
];
