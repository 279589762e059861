// A saved model in Keras's terms: from pictures to probabilities, preprocessing included.
import { InputError } from '../../errors.ts';
import type { Normalization } from '../../nn/preprocessing.ts';
import type { DescribedLayer, DescribedModel } from '../layers/describe-layers.ts';
import { addAffine } from './activations.ts';
import { KerasGraph, type Dialect, type KerasTensor } from './keras-graph.ts';
import { addInTurn, convertedTypes } from './layers.ts';

/** The pixels that a model is fed: `(pixel − offset) / scale`, with pixels from 0 to 255. */
export interface PixelRange {
  readonly offset: number;
  readonly scale: number;
}

/** Pixels from 0 to 255, as they are. */
export const rawPixels: PixelRange = { offset: 0, scale: 1 };

/**
 * A saved model as a graph of Keras layers. Its input is pictures `[batch, height, width, channels]`, its
 * output the probability of each class.
 *
 * @throws InputError that names the layer if it has one that Keras lacks
 */
export function toKerasGraph(
  { card, layers }: DescribedModel,
  dialect: Dialect,
  range = rawPixels,
): KerasGraph {
  checkLayers(layers);
  const graph = new KerasGraph(dialect);
  const { channels, height, width } = card.input;
  const images = graph.add('InputLayer', 'image', { inputs: [], shape: [height, width, channels] });
  const logits = addInTurn(graph, layers, normalize(graph, images, card.preprocessing, range));
  graph.add('Activation', 'probabilities', { inputs: [logits], config: { activation: 'softmax' } });
  return graph;
}

/** Refuses layers by name before anything is converted. */
function checkLayers(layers: readonly DescribedLayer[]): void {
  for (const { name, type, branches } of layers) {
    if (!convertedTypes.includes(type))
      throw new InputError(`${name}: the layer ${type} can't be exported to this format`);
    branches.forEach(checkLayers);
  }
}

/** `(pixel / 255 − mean) / std` for each channel, from pixels in the given range. */
function normalize(
  graph: KerasGraph,
  x: KerasTensor,
  { mean, std }: Normalization,
  { offset, scale }: PixelRange,
): KerasTensor {
  const name = 'normalize';
  if (graph.dialect.hasKeras3Layers) {
    const config = {
      axis: [-1],
      mean: mean.map((value) => (value * 255 - offset) / scale),
      variance: std.map((value) => ((value * 255) / scale) ** 2),
    };
    return graph.add('Normalization', name, { inputs: [x], config });
  }
  return addAffine(graph, name, x, {
    scale: std.map((value) => scale / (255 * value)),
    shift: mean.map((value, channel) => (offset / 255 - value) / std[channel]!),
  });
}
