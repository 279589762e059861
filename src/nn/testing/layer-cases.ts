// The cases of the layer contract: at least one use of every type of layer. Their options are not the
// defaults, so that an option lost on the way to JSON and back shows. Activations are smooth, for finite
// differences.
import { activationNames } from '../activations.ts';
import type { Layer } from '../layer.ts';
import {
  activation,
  averagePooling2d,
  batchNormalization,
  concatenate,
  conv2d,
  dense,
  depthwiseConv2d,
  dropout,
  flatten,
  globalAveragePooling2d,
  globalMaxPooling2d,
  groupNormalization,
  layerNormalization,
  maxPooling2d,
  prelu,
  residual,
  separableConv2d,
  spatialDropout2d,
  squeezeAndExcitation,
  stochasticDepth,
} from '../layers/index.ts';

export interface LayerCase {
  readonly name: string;
  readonly layer: Layer;
  /** The shape of the input, with an even batch size. */
  readonly input: readonly number[];
  readonly output: readonly number[];
  /** Shapes by name, in the order in which the layer asks for them. `states` names those that are states. */
  readonly weights: Readonly<Record<string, readonly number[]>>;
  readonly states?: readonly string[];
  /** A shape that the layer can't take, if there is one. */
  readonly wrongShape?: readonly number[];
  /** An option with a value of a wrong type. */
  readonly wrongOption?: Readonly<Record<string, unknown>>;
}

const pictures = [2, 3, 5, 6];
const matrix = [2, 7];
const rows = [2, 3, 5];

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
    name: 'dense without bias, its weights penalised',
    layer: dense({ units: 1, useBias: false, kernelRegularizer: { l2: 0.3 } }),
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
    wrongShape: rows,
    wrongOption: { padding: 'full' },
  },
  {
    name: 'conv2d in groups, dilated, its weights penalised',
    layer: conv2d({
      filters: 4,
      kernelSize: [2, 3],
      groups: 2,
      dilationRate: [2, 1],
      kernelRegularizer: { l2: 0.1 },
    }),
    input: [2, 6, 5, 4],
    output: [2, 4, 3, 2],
    weights: { 'conv2d/kernel': [4, 3, 2, 3], 'conv2d/bias': [4] },
    wrongShape: rows,
    wrongOption: { kernelRegularizer: { l2: -1 } },
  },
  {
    name: 'depthwiseConv2d',
    layer: depthwiseConv2d({ kernelSize: 3, strides: 2, padding: 'same', activation: 'tanh' }),
    input: pictures,
    output: [2, 3, 3, 3],
    weights: { 'depthwiseConv2d/kernel': [3, 1, 3, 3], 'depthwiseConv2d/bias': [3] },
    wrongShape: matrix,
    wrongOption: { depthMultiplier: 0 },
  },
  {
    name: 'depthwiseConv2d with two filters a channel, dilated, its weights penalised',
    layer: depthwiseConv2d({
      kernelSize: [2, 1],
      dilationRate: [3, 1],
      depthMultiplier: 2,
      useBias: false,
      kernelRegularizer: { l2: 0.2 },
    }),
    input: pictures,
    output: [2, 6, 2, 6],
    weights: { 'depthwiseConv2d/kernel': [6, 1, 2, 1] },
    wrongShape: rows,
    wrongOption: { dilationRate: [1] },
  },
  {
    name: 'separableConv2d',
    layer: separableConv2d({
      filters: 5,
      kernelSize: 2,
      depthMultiplier: 2,
      activation: 'sigmoid',
      kernelInitializer: 'heUniform',
      kernelRegularizer: { l2: 0.1 },
    }),
    input: pictures,
    output: [2, 5, 4, 5],
    weights: {
      'separableConv2d/depthwiseKernel': [6, 1, 2, 2],
      'separableConv2d/pointwiseKernel': [5, 6, 1, 1],
      'separableConv2d/bias': [5],
    },
    wrongShape: matrix,
    wrongOption: { filters: 1.5 },
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
    wrongShape: rows,
    wrongOption: { strides: [1, 2, 3] },
  },
]);

const globalPools = { globalAveragePooling2d, globalMaxPooling2d };
const globalPoolingCases = Object.entries(globalPools).map(([type, pool]): LayerCase => ({
  name: type,
  layer: pool(),
  input: pictures,
  output: [2, 3],
  weights: {},
  wrongShape: matrix,
}));

const batchNormalizationCases = [pictures, matrix].map((shape): LayerCase => ({
  name: `batchNormalization of ${shape.length} axes`,
  layer: batchNormalization({ momentum: 0.7, epsilon: 0.01 }),
  // With two rows, each normalised feature would be 1 in one and -1 in the other, whatever the input.
  input: [6, ...shape.slice(1)],
  output: [6, ...shape.slice(1)],
  weights: {
    'batchNormalization/gamma': [shape[1]!],
    'batchNormalization/beta': [shape[1]!],
    'batchNormalization/movingMean': [shape[1]!],
    'batchNormalization/movingVariance': [shape[1]!],
  },
  states: ['batchNormalization/movingMean', 'batchNormalization/movingVariance'],
  wrongShape: rows,
  wrongOption: { momentum: 1 },
}));

const normalizationCases: LayerCase[] = [
  ...batchNormalizationCases,
  {
    name: 'layerNormalization of a matrix',
    layer: layerNormalization({ epsilon: 0.02 }),
    input: matrix,
    output: matrix,
    weights: { 'layerNormalization/gamma': [7], 'layerNormalization/beta': [7] },
    wrongShape: rows,
    wrongOption: { epsilon: 0 },
  },
  {
    name: 'layerNormalization of pictures, without scale',
    layer: layerNormalization({ epsilon: 0.1, scale: false }),
    input: pictures,
    output: pictures,
    weights: { 'layerNormalization/beta': [3] },
    wrongShape: [7],
    wrongOption: { center: 0 },
  },
  {
    name: 'groupNormalization',
    layer: groupNormalization({ groups: 2, epsilon: 0.01 }),
    input: [2, 4, 5, 3],
    output: [2, 4, 5, 3],
    weights: { 'groupNormalization/gamma': [4], 'groupNormalization/beta': [4] },
    wrongShape: rows,
    wrongOption: { groups: 0 },
  },
  {
    name: 'groupNormalization of a matrix, without shift',
    layer: groupNormalization({ groups: 1, center: false }),
    input: matrix,
    output: matrix,
    weights: { 'groupNormalization/gamma': [7] },
    wrongShape: [7],
    wrongOption: { scale: 'yes' },
  },
];

const dropouts = { dropout, stochasticDepth };
const dropoutCases: LayerCase[] = [
  ...Object.entries(dropouts).map(([type, make]): LayerCase => ({
    name: type,
    layer: make(0.25),
    input: matrix,
    output: matrix,
    weights: {},
    wrongOption: { rate: 1 },
  })),
  {
    name: 'stochasticDepth of pictures',
    layer: stochasticDepth({ rate: 0.5 }),
    input: pictures,
    output: pictures,
    weights: {},
    wrongOption: { rate: -0.1 },
  },
  {
    name: 'spatialDropout2d',
    layer: spatialDropout2d(0.25),
    input: pictures,
    output: pictures,
    weights: {},
    wrongShape: matrix,
    wrongOption: { rate: 'half' },
  },
];

const shortcutLayers = (): Layer[] => [
  conv2d({ filters: 4, kernelSize: 3, padding: 'same', useBias: false }),
  batchNormalization({ momentum: 0.8 }),
  activation('tanh'),
];

const nestingCases: LayerCase[] = [
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
    wrongShape: rows,
    wrongOption: { shortcut: 3 },
  },
  {
    name: 'concatenate',
    layer: concatenate({
      branches: [
        [conv2d({ filters: 2, kernelSize: 1, activation: 'tanh' })],
        [],
        [
          averagePooling2d({ poolSize: 3, strides: 1, padding: 'same' }),
          conv2d({ filters: 1, kernelSize: 1 }),
        ],
      ],
    }),
    input: pictures,
    output: [2, 6, 5, 6],
    weights: {
      'concatenate/conv2d/kernel': [2, 3, 1, 1],
      'concatenate/conv2d/bias': [2],
      'concatenate/conv2d_1/kernel': [1, 3, 1, 1],
      'concatenate/conv2d_1/bias': [1],
    },
    wrongShape: matrix,
    wrongOption: { branches: [[]] },
  },
  {
    name: 'concatenate of a matrix',
    layer: concatenate({ branches: [[], [dense({ units: 2 })]] }),
    input: matrix,
    output: [2, 9],
    weights: { 'concatenate/dense/kernel': [7, 2], 'concatenate/dense/bias': [2] },
    wrongShape: pictures,
    wrongOption: { branches: [['dense'], []] },
  },
];

const otherCases: LayerCase[] = [
  { name: 'flatten', layer: flatten(), input: pictures, output: [2, 90], weights: {} },
  {
    name: 'prelu',
    layer: prelu({ alpha: 0.5 }),
    input: pictures,
    output: pictures,
    weights: { 'prelu/alpha': [3] },
    wrongShape: rows,
    wrongOption: { alpha: 'small' },
  },
  {
    name: 'prelu of a matrix',
    layer: prelu(),
    input: matrix,
    output: matrix,
    weights: { 'prelu/alpha': [7] },
    wrongShape: [7],
    wrongOption: { alpha: null },
  },
  {
    name: 'squeezeAndExcitation',
    layer: squeezeAndExcitation({ ratio: 2, squeezeActivation: 'tanh', exciteActivation: 'softplus' }),
    input: [2, 4, 3, 5],
    output: [2, 4, 3, 5],
    weights: {
      'squeezeAndExcitation/squeeze/kernel': [4, 2],
      'squeezeAndExcitation/squeeze/bias': [2],
      'squeezeAndExcitation/excite/kernel': [2, 4],
      'squeezeAndExcitation/excite/bias': [4],
    },
    wrongShape: matrix,
    wrongOption: { ratio: 0 },
  },
  {
    name: 'squeezeAndExcitation without biases, of fewer channels than its ratio',
    layer: squeezeAndExcitation({ squeezeActivation: 'tanh', useBias: false, kernelInitializer: 'heNormal' }),
    input: pictures,
    output: pictures,
    weights: {
      'squeezeAndExcitation/squeeze/kernel': [3, 1],
      'squeezeAndExcitation/excite/kernel': [1, 3],
    },
    wrongShape: rows,
    wrongOption: { squeezeActivation: 'step' },
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
  ...globalPoolingCases,
  ...normalizationCases,
  ...dropoutCases,
  ...nestingCases,
  ...otherCases,
  ...activationCases,
];
