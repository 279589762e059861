// Normalisation layers in Keras's terms. Keras gives its weights in the order gamma, beta, then the moving
// mean and variance.
import type { DescribedLayer } from '../layers/describe-layers.ts';
import { addAffine } from './activations.ts';
import type { KerasGraph, KerasTensor, KerasWeight } from './keras-graph.ts';

/** Our names of weights that normalise, and Keras's, in Keras's order. */
const weightNames: readonly (readonly [ours: string, keras: string])[] = [
  ['gamma', 'gamma'],
  ['beta', 'beta'],
  ['movingMean', 'moving_mean'],
  ['movingVariance', 'moving_variance'],
];

const weightsOf = ({ weights }: DescribedLayer): KerasWeight[] =>
  weightNames.flatMap(([ours, name]) => {
    const weight = weights[ours];
    return weight ? [{ name, ...weight }] : [];
  });

export const batchNormalization = (graph: KerasGraph, layer: DescribedLayer, x: KerasTensor): KerasTensor => {
  const { momentum, epsilon } = layer.options;
  return graph.add('BatchNormalization', layer.name, {
    ...{ inputs: [x], config: { axis: -1, momentum, epsilon }, weights: weightsOf(layer) },
  });
};

export const layerNormalization = (graph: KerasGraph, layer: DescribedLayer, x: KerasTensor): KerasTensor => {
  const { epsilon, center, scale } = layer.options;
  return graph.add('LayerNormalization', layer.name, {
    ...{ inputs: [x], config: { axis: -1, epsilon, center, scale }, weights: weightsOf(layer) },
  });
};

export function groupNormalization(graph: KerasGraph, layer: DescribedLayer, x: KerasTensor): KerasTensor {
  const { groups, epsilon, center, scale } = layer.options;
  if (!graph.dialect.hasKeras3Layers) return groupsAsRows(graph, layer, x);
  return graph.add('GroupNormalization', layer.name, {
    ...{ inputs: [x], weights: weightsOf(layer) },
    config: { axis: -1, groups, epsilon, center, scale },
  });
}

/** Makes each group a row, normalises rows, and turns them back into pictures. */
function groupsAsRows(graph: KerasGraph, layer: DescribedLayer, x: KerasTensor): KerasTensor {
  const { name, options, weights, input } = layer;
  const groups = options['groups'] as number;
  const area = input.reduce((product, size) => product * size, 1);
  const rows = reshape(graph, `${name}_rows`, channelsFirst(graph, `${name}_first`, x), [
    groups,
    area / groups,
  ]);
  const normalized = graph.add('LayerNormalization', `${name}_normalize`, {
    ...{ inputs: [rows] },
    config: { axis: -1, epsilon: options['epsilon'], center: false, scale: false },
  });
  const back = reshape(graph, `${name}_back`, normalized, input);
  const channels = input[0]!;
  return addAffine(graph, name, channelsLast(graph, `${name}_last`, back), {
    scale: weights['gamma']?.data ?? new Float32Array(channels).fill(1),
    shift: weights['beta']?.data ?? new Float32Array(channels),
  });
}

export const reshape = (
  graph: KerasGraph,
  name: string,
  x: KerasTensor,
  shape: readonly number[],
): KerasTensor => graph.add('Reshape', name, { inputs: [x], config: { target_shape: shape }, shape });

/** Pictures as `[channels, height, width]`, the order in which our features are counted; matrices stay. */
export function channelsFirst(graph: KerasGraph, name: string, x: KerasTensor): KerasTensor {
  const [height, width, channels] = x.shape;
  if (channels === undefined) return x;
  return graph.add('Permute', name, {
    ...{ inputs: [x], config: { dims: [3, 1, 2] }, shape: [channels, height!, width!] },
  });
}

function channelsLast(graph: KerasGraph, name: string, x: KerasTensor): KerasTensor {
  const [channels, height, width] = x.shape;
  if (width === undefined) return x;
  return graph.add('Permute', name, {
    ...{ inputs: [x], config: { dims: [2, 3, 1] }, shape: [height!, width, channels!] },
  });
}
