// What the layer contract is run with: for every type of layer at least one use of it, in options that are not its
// defaults, so that an option lost on the way to JSON and back shows. Activations are smooth for finite differences.
import { activationNames } from '../activations.ts';
import type { Layer } from '../layer.ts';
import {
  activation,
  averagePooling2d,
  batchNormalization,
  conv2d,
  dense,
  dropout,
  flatten,
  globalAveragePooling2d,
  maxPooling2d,
  residual,
} from '../layers/index.ts';

export interface LayerCase {
  readonly name: string;
  readonly layer: Layer;
  /** With a batch of two. */
  readonly input: readonly number[];
  readonly output: readonly number[];
  /** Shapes by name, in the order in which the layer asks for them; states are named in `states`. */
  readonly weights: Readonly<Record<string, readonly number[]>>;
  readonly states?: readonly string[];
  /** A shape that the layer can't take, if there is one. */
  readonly wrongShape?: readonly number[];
  /** One option of a wrong type. */
  readonly wrongOption?: Readonly<Record<string, unknown>>;
}

const pictures = [2, 3, 5, 6];
const matrix = [2, 7];

const denseCases: LayerCase[] = [
  {
    name: 'dense',
    layer: dense({ units: 4, activation: 'tanh', kernelInitializer: 'heNormal' }),
    input: matrix,
    output: [2, 4],
    weights: { 'dense/kernel': [7, 4], 'dense/bias': [4] },
    wrongShape: pictures,
    wrongOption: { units: 'ten' },
  },
  {
    name: 'dense without bias',
    layer: dense({ units: 1, useBias: false }),
    input: matrix,
    output: [2, 1],
    weights: { 'dense/kernel': [7, 1] },
    wrongShape: [7],
    wrongOption: { useBias: 1 },
  },
];

const convCases: LayerCase[] = [
  {
    name: 'conv2d',
    layer: conv2d({ filters: 4, kernelSize: [3, 2], activation: 'sigmoid' }),
    input: pictures,
    output: [2, 4, 3, 5],
    weights: { 'conv2d/kernel': [4, 3, 3, 2], 'conv2d/bias': [4] },
    wrongShape: matrix,
    wrongOption: { kernelSize: 'three' },
  },
  {
    name: 'conv2d same, strided, without bias',
    layer: conv2d({ filters: 2, kernelSize: 4, strides: [2, 1], padding: 'same', useBias: false }),
    input: pictures,
    output: [2, 2, 3, 6],
    weights: { 'conv2d/kernel': [2, 3, 4, 4] },
    wrongShape: [2, 3, 5],
    wrongOption: { padding: 'full' },
  },
];

const pools = { averagePooling2d, maxPooling2d };
const poolingCases: LayerCase[] = Object.entries(pools).flatMap(([type, pool]): LayerCase[] => [
  {
    name: type,
    layer: pool({ poolSize: [2, 3] }),
    input: pictures,
    output: [2, 3, 2, 2],
    weights: {},
    wrongShape: matrix,
    wrongOption: { poolSize: 0 },
  },
  {
    name: `${type} overlapping, same`,
    layer: pool({ poolSize: 3, strides: 2, padding: 'same' }),
    input: pictures,
    output: [2, 3, 3, 3],
    weights: {},
    wrongShape: [2, 3, 5],
    wrongOption: { strides: [1, 2, 3] },
  },
]);

const shortcutLayers = (): Layer[] => [
  conv2d({ filters: 4, kernelSize: 3, padding: 'same', useBias: false }),
  batchNormalization({ momentum: 0.8 }),
  activation('tanh'),
];

const otherCases: LayerCase[] = [
  {
    name: 'batchNormalization',
    layer: batchNormalization({ momentum: 0.7, epsilon: 0.01 }),
    input: pictures,
    output: pictures,
    weights: {
      'batchNormalization/gamma': [3],
      'batchNormalization/beta': [3],
      'batchNormalization/movingMean': [3],
      'batchNormalization/movingVariance': [3],
    },
    states: ['batchNormalization/movingMean', 'batchNormalization/movingVariance'],
    wrongShape: matrix,
    wrongOption: { momentum: 1 },
  },
  {
    name: 'dropout',
    layer: dropout(0.25),
    input: matrix,
    output: matrix,
    weights: {},
    wrongOption: { rate: 1 },
  },
  { name: 'flatten', layer: flatten(), input: pictures, output: [2, 90], weights: {} },
  {
    name: 'globalAveragePooling2d',
    layer: globalAveragePooling2d(),
    input: pictures,
    output: [2, 3],
    weights: {},
    wrongShape: matrix,
  },
  {
    name: 'residual',
    layer: residual({ layers: [dense({ units: 7, activation: 'tanh' })] }),
    input: matrix,
    output: matrix,
    weights: { 'residual/dense/kernel': [7, 7], 'residual/dense/bias': [7] },
    wrongShape: pictures,
    wrongOption: { layers: 'none' },
  },
  {
    name: 'residual with a shortcut',
    layer: residual({
      layers: shortcutLayers(),
      shortcut: [conv2d({ filters: 4, kernelSize: 1 })],
    }),
    input: pictures,
    output: [2, 4, 5, 6],
    weights: {
      'residual/conv2d/kernel': [4, 3, 3, 3],
      'residual/batchNormalization/gamma': [4],
      'residual/batchNormalization/beta': [4],
      'residual/batchNormalization/movingMean': [4],
      'residual/batchNormalization/movingVariance': [4],
      'residual/conv2d_1/kernel': [4, 3, 1, 1],
      'residual/conv2d_1/bias': [4],
    },
    states: ['residual/batchNormalization/movingMean', 'residual/batchNormalization/movingVariance'],
    wrongShape: [2, 3, 5],
    wrongOption: { shortcut: 3 },
  },
];

const activationCases = activationNames.map((name): LayerCase => ({
  name: `activation ${name}`,
  layer: activation(name),
  input: matrix,
  output: matrix,
  weights: {},
  wrongOption: { activation: 'step' },
}));

export const layerCases: readonly LayerCase[] = [
  ...denseCases,
  ...convCases,
  ...poolingCases,
  ...otherCases,
  ...activationCases,
];
