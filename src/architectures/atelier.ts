// Our own network, in five sizes: stages of 3×3 convolutions, each halved by max pooling. The three sizes for
// the shortest training start with patches of 4×4 pixels at stride 2 and fixed kernels that whiten them, so
// everything that learns works on 14×14 positions or fewer. Sources: Coates & Ng, 2012, "Learning feature
// representations with k-means"; as a first layer, Keller Jordan, 2024, "94% on CIFAR-10 in 3.29 seconds on a
// single GPU". Alternatives that were tried: docs/experiments/recipes.md.
import {
  activation,
  batchNormalization,
  conv2d,
  dense,
  dropout,
  flatten,
  maxPooling2d,
} from '../nn/layers/index.ts';
import type { Layer } from '../nn/layer.ts';
import { sequential, type Model } from '../nn/model.ts';

const common = { padding: 'same', useBias: false } as const;

/** The size that trains in seconds: 53,354 parameters for ten classes of grey pictures of 28×28 pixels. */
export const atelierSwatch = (classes: number): Model =>
  sequential([...patches(16), ...stage(1, 32), ...stage(1, 128), ...head(classes)], 'atelier-swatch');

/**
 * The size that trains in a minute or two. Its stages are halved early, which leaves little arithmetic at
 * 14×14.
 */
export const atelierToile = (classes: number): Model =>
  sequential([...patches(32), ...stage(2, 48, 1), ...stage(2, 96, 1), ...head(classes)], 'atelier-toile');

/**
 * The size with fewer than 100,000 parameters: three stages; the last has one convolution and is not halved.
 */
export const atelierPocket = (classes: number): Model =>
  sequential(
    [...patches(32), ...stage(3, 32), ...stage(2, 48), ...stage(1, 64, 0), ...head(classes)],
    'atelier-pocket',
  );

/** The size with fewer than 300,000 parameters. It starts at all 28×28 positions. */
export const atelier = (classes: number): Model =>
  sequential([...stage(2, 16), ...stage(3, 48), ...stage(3, 96), ...head(classes)], 'atelier');

/** The size with fewer than 1.5 million parameters, with dropout. It also starts at all positions. */
export const atelierCouture = (classes: number): Model =>
  sequential(
    [
      ...[...stage(2, 32), ...stage(3, 64), ...stage(3, 128), ...stage(2, 256)],
      ...[flatten(), dropout(0.3), dense({ units: classes })],
    ],
    'atelier-couture',
  );

/**
 * Filters in pairs of opposite sign. For one channel, 32 filters cover all 16 directions of a patch, 16
 * filters the 8 directions in which patches vary most.
 */
const patches = (filters: number): Layer[] => [
  conv2d({
    ...{ filters, kernelSize: 4, strides: 2, ...common },
    ...{ kernelInitializer: 'whitening', trainable: false },
  }),
  batchNormalization(),
  activation('relu'),
];

/** A stage, halved after its last convolution or after the one given, counted from 1; 0 means not halved. */
const stage = (convolutions: number, filters: number, halvedAfter = convolutions): Layer[] =>
  Array.from({ length: convolutions }, (_, i) => [
    conv2d({ filters, kernelSize: 3, kernelInitializer: 'heNormal', ...common }),
    ...(i + 1 === halvedAfter ? [maxPooling2d(2)] : []),
    batchNormalization(),
    activation('relu'),
  ]).flat();

const head = (classes: number): Layer[] => [flatten(), dense({ units: classes })];
