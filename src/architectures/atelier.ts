// Our own network, in sizes: patches of 4×4 pixels, every second one, by fixed kernels that whiten them (after Coates & Ng, 2012,
// "Learning feature representations with k-means"; as a first layer Keller Jordan, 2024, "94% on CIFAR-10 in 3.29 seconds on a single
// GPU"), so that all that is learnt happens on 14×14 places and fewer; then stages of a convolution and residual blocks (He et al.,
// 2016), pooled by their maxima. What was tried beside it: docs/experiments/recipes.md.
import {
  activation,
  batchNormalization,
  conv2d,
  dense,
  flatten,
  maxPooling2d,
  residual,
} from '../nn/layers/index.ts';
import type { Layer } from '../nn/layer.ts';
import { sequential, type Model } from '../nn/model.ts';

interface AtelierStage {
  readonly filters: number;
  /** Whether its first convolution is pooled, which halves height and width. */
  readonly pools: boolean;
  /** How many residual blocks, of two convolutions each, come behind the first convolution; none by default. */
  readonly blocks?: number;
}

interface AtelierOptions {
  /** Kernels that whiten, in pairs of opposite sign: with 32, all 16 directions of a patch of one channel. */
  readonly patches: number;
  readonly stages: readonly AtelierStage[];
  /** What the model is called. */
  readonly name: string;
}

/** The network of these sizes, for so many classes. */
function atelier(classes: number, { patches, stages, name }: AtelierOptions): Model {
  return sequential(
    [
      conv2d({
        ...{ filters: patches, kernelSize: 4, strides: 2, padding: 'same', useBias: false },
        ...{ kernelInitializer: 'whitening', trainable: false },
      }),
      batchNormalization(),
      activation('relu'),
      ...stages.flatMap(stage),
      flatten(),
      dense({ units: classes }),
    ],
    name,
  );
}

/** The smallest, which trains in seconds: two stages of one convolution, 64,298 parameters for ten classes. */
export const atelierSwatch = (classes: number): Model =>
  atelier(classes, {
    name: 'atelier-swatch',
    patches: 32,
    stages: [
      { filters: 48, pools: true },
      { filters: 96, pools: true },
    ],
  });

const stage = ({ filters, pools, blocks = 0 }: AtelierStage): Layer[] => [
  convolution(filters),
  ...(pools ? [maxPooling2d(2)] : []),
  batchNormalization(),
  activation('relu'),
  ...Array.from({ length: blocks }, () => block(filters)).flat(),
];

const block = (filters: number): Layer[] => [
  residual({
    layers: [
      ...[convolution(filters), batchNormalization(), activation('relu')],
      ...[convolution(filters), batchNormalization()],
    ],
  }),
  activation('relu'),
];

const convolution = (filters: number): Layer =>
  conv2d({ filters, kernelSize: 3, padding: 'same', useBias: false, kernelInitializer: 'heNormal' });
