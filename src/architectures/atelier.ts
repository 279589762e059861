// Our own network, in five sizes: stages of 3×3 convolutions, each stage halved by its maxima. The three that
// are to be trained soonest begin with patches of 4×4 pixels, every second one, by fixed kernels that whiten
// them (after Coates & Ng, 2012, "Learning feature representations with k-means"; as a first layer Keller
// Jordan, 2024, "94% on CIFAR-10 in 3.29 seconds on a single GPU"), so that all that is learnt happens on
// 14×14 places and fewer. What was tried beside it: docs/experiments/recipes.md.
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

/** Trains in seconds: 53,354 parameters for ten classes of grey pictures of 28×28 pixels. */
export const atelierSwatch = (classes: number): Model =>
  sequential([...patches(16), ...stage(1, 32), ...stage(1, 128), ...head(classes)], 'atelier-swatch');

/** Trains in a minute or two: its stages are halved early, which leaves little arithmetic at 14×14 places. */
export const atelierToile = (classes: number): Model =>
  sequential([...patches(32), ...stage(2, 48, 1), ...stage(2, 96, 1), ...head(classes)], 'atelier-toile');

/** Under 100,000 parameters: three stages, the last of one convolution that is not halved. */
export const atelierPocket = (classes: number): Model =>
  sequential(
    [...patches(32), ...stage(3, 32), ...stage(2, 48), ...stage(1, 64, 0), ...head(classes)],
    'atelier-pocket',
  );

/** Under 300,000 parameters; it begins on all 28×28 places. */
export const atelier = (classes: number): Model =>
  sequential([...stage(2, 16), ...stage(3, 48), ...stage(3, 96), ...head(classes)], 'atelier');

/** Under a million and a half parameters, with dropout; it begins on all places as well. */
export const atelierCouture = (classes: number): Model =>
  sequential(
    [
      ...[...stage(2, 32), ...stage(3, 64), ...stage(3, 128), ...stage(2, 256)],
      ...[flatten(), dropout(0.3), dense({ units: classes })],
    ],
    'atelier-couture',
  );

/**
 * In pairs of opposite sign: of one channel, 32 filters have all 16 directions of a patch, 16 the 8 in which
 * patches differ most.
 */
const patches = (filters: number): Layer[] => [
  conv2d({
    ...{ filters, kernelSize: 4, strides: 2, ...common },
    ...{ kernelInitializer: 'whitening', trainable: false },
  }),
  batchNormalization(),
  activation('relu'),
];

/** Halved after its last convolution, or after the one that is named, counted from 1; 0 is none. */
const stage = (convolutions: number, filters: number, halvedAfter = convolutions): Layer[] =>
  Array.from({ length: convolutions }, (_, i) => [
    conv2d({ filters, kernelSize: 3, kernelInitializer: 'heNormal', ...common }),
    ...(i + 1 === halvedAfter ? [maxPooling2d(2)] : []),
    batchNormalization(),
    activation('relu'),
  ]).flat();

const head = (classes: number): Layer[] => [flatten(), dense({ units: classes })];
