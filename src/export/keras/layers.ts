// Each of our layers in Keras's terms: a table from type to a function that adds it to a graph.
import type { DescribedLayer } from '../layers/describe-layers.ts';
import { addActivation } from './activations.ts';
import { addDense, conv2d, dense, depthwiseConv2d, separableConv2d } from './convolutions.ts';
import type { KerasGraph, KerasTensor } from './keras-graph.ts';
import {
  batchNormalization,
  channelsFirst,
  groupNormalization,
  layerNormalization,
  reshape,
} from './normalizations.ts';

type Converter = (graph: KerasGraph, layer: DescribedLayer, x: KerasTensor) => KerasTensor;

/** Adds layers one after the other. */
export const addInTurn = (
  graph: KerasGraph,
  layers: readonly DescribedLayer[],
  x: KerasTensor,
): KerasTensor => layers.reduce((value, layer) => converters[layer.type]!(graph, layer, value), x);

/** The size of a flat result, or of a picture, channels last. */
const shapeOf = ({ output: [channels, ...sizes] }: DescribedLayer): number[] => [...sizes, channels!];

const pooling =
  (className: string): Converter =>
  (graph, layer, x) => {
    const { poolSize, strides, padding } = layer.options;
    return graph.add(className, layer.name, {
      ...{ inputs: [x], shape: shapeOf(layer) },
      config: { pool_size: poolSize, strides, padding, data_format: 'channels_last' },
    });
  };

const globalPooling =
  (className: string): Converter =>
  (graph, layer, x) =>
    graph.add(className, layer.name, {
      ...{ inputs: [x], shape: layer.output, config: { data_format: 'channels_last' } },
    });

/** Layers that do something only in training. TensorFlow.js lacks two of them; they are left out there. */
const dropping =
  (className: string, config: (layer: DescribedLayer) => object, isInBoth: boolean): Converter =>
  (graph, layer, x) => {
    if (!isInBoth && !graph.dialect.hasKeras3Layers) return x;
    const { rate } = layer.options;
    return graph.add(className, layer.name, { inputs: [x], config: { rate, ...config(layer) } });
  };

/** Keras counts flattened features channels last, we count them channels first. */
const flatten: Converter = (graph, layer, x) => {
  if (x.shape.length === 1) return x;
  const moved = channelsFirst(graph, `${layer.name}_first`, x);
  return graph.add('Flatten', layer.name, {
    ...{ inputs: [moved], shape: layer.output, config: { data_format: 'channels_last' } },
  });
};

const prelu: Converter = (graph, { name, weights }, x) => {
  const { data } = weights['alpha']!;
  const shared = x.shape.slice(0, -1).map((_, i) => i + 1);
  const shape = [...shared.map(() => 1), data.length];
  return graph.add('PReLU', name, {
    inputs: [x],
    config: { shared_axes: shared.length > 0 ? shared : null },
    weights: [{ name: 'alpha', shape, data }],
  });
};

const squeezeAndExcitation: Converter = (graph, { name, options, weights }, x) => {
  const channels = x.shape.at(-1)!;
  const connect = (part: string, from: KerasTensor, activation: unknown) => {
    const y = addDense(graph, `${name}_${part}`, from, weights[`${part}/kernel`]!, weights[`${part}/bias`]);
    return addActivation(graph, `${name}_${part}`, y, activation as string);
  };
  const means = graph.add('GlobalAveragePooling2D', `${name}_means`, { inputs: [x], shape: [channels] });
  const squeezed = connect('squeeze', means, options['squeezeActivation']);
  const gates = connect('excite', squeezed, options['exciteActivation']);
  const placed = reshape(graph, `${name}_gates`, gates, [1, 1, channels]);
  return graph.add('Multiply', name, { inputs: [x, placed] });
};

const merging =
  (className: string, config: object): Converter =>
  (graph, layer, x) => {
    const branches = layer.branches.map((layers) => addInTurn(graph, layers, x));
    return graph.add(className, layer.name, {
      ...{ inputs: branches, config: { ...config }, shape: shapeOf(layer) },
    });
  };

const converters: Readonly<Record<string, Converter>> = {
  activation: (graph, { name, options }, x) => addActivation(graph, name, x, options['activation'] as string),
  averagePooling2d: pooling('AveragePooling2D'),
  batchNormalization,
  concatenate: merging('Concatenate', { axis: -1 }),
  conv2d,
  dense,
  depthwiseConv2d,
  dropout: dropping('Dropout', () => ({}), true),
  flatten,
  globalAveragePooling2d: globalPooling('GlobalAveragePooling2D'),
  globalMaxPooling2d: globalPooling('GlobalMaxPooling2D'),
  groupNormalization,
  layerNormalization,
  maxPooling2d: pooling('MaxPooling2D'),
  prelu,
  residual: merging('Add', {}),
  separableConv2d,
  spatialDropout2d: dropping('SpatialDropout2D', () => ({ data_format: 'channels_last' }), false),
  squeezeAndExcitation,
  stochasticDepth: dropping(
    'Dropout',
    (layer) => ({ noise_shape: [null, ...layer.output.map(() => 1)] }),
    false,
  ),
};

/** The types of layers that can be written in Keras's terms. */
export const convertedTypes: readonly string[] = Object.keys(converters);
