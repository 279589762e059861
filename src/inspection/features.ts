// What a picture is compared by: the features of its places, from two layers in the middle of a network
// (Roth et al., 2022, "Towards Total Recall in Industrial Anomaly Detection", section 3.1), or the features
// of the whole picture.
import type { Graph, Value } from '../engine/graph/graph.ts';
import { averagePool, concat, identity, reshape, transpose } from '../engine/graph/operators/index.ts';
import { InputError } from '../errors.ts';
import { noveltyFeatures, noveltyParts } from '../novelty/features.ts';
import { alongAxes, interpolation } from './axis-matrix.ts';
import type { Judgement } from './methods/method.ts';
import type { LayerMaps } from './middle-maps.ts';
import type { FeatureShape } from './feature-shape.ts';
import { pooledDistances, pooledSize, scaledMaps } from './pooled-map.ts';

/** The features of pictures in a graph. */
export interface Features extends FeatureShape {
  /** `[batch, places, channels]`, the places row by row; of the whole picture `[batch, 1, channels]`. */
  readonly value: Value;
  /** The distances of places `[batch, places]` from the judgement of the whole picture. */
  readonly distances?: (judgement: Judgement) => Value;
  /** The maps that features of the whole picture are means of, `[batch, channels, height, width]` each. */
  readonly maps: readonly Value[];
}

/** The name of the node that has the features in the graph of an inspector. */
export const featuresName = 'features';

/**
 * The features of each place: the maps of all layers, averaged over 3 × 3 places, at the size of the first
 * layer.
 */
export function placeFeatures(layers: readonly LayerMaps[]): Features {
  const { height, width, value } = layers[0]!;
  const channels = layers.reduce((sum, layer) => sum + layer.channels, 0);
  const maps = layers.map((layer) => {
    const averaged = averagePool(layer.value, { kernel_shape: [3, 3], pads: [1, 1, 1, 1] });
    return layer.height === height && layer.width === width
      ? averaged
      : alongAxes(averaged, interpolation(layer.height, height), interpolation(layer.width, width));
  });
  const rows = transpose(concat(maps, 1), [0, 2, 3, 1]);
  return named(value.graph, reshape(rows, [0, -1, channels]), { height, width, channels });
}

/**
 * The features of the whole picture in which novelty is measured, in place of those of places. Its places are
 * those of the maps that the features are means of.
 *
 * @param usual the means of these maps over good pieces, where they are known
 * @throws InputError if the network does not end in a dense layer
 */
export function pictureFeatures(graph: Graph, usual: readonly Float32Array[] = []): Features {
  const features = noveltyFeatures(graph);
  if (!features)
    throw new InputError('--method knn: expected a network that ends in a dense layer, got another one');
  const known = usual.values();
  const parts = noveltyParts(graph).map((part) => ({
    ...part,
    usual: part.maps && known.next().value,
  }));
  const size = pooledSize(parts);
  const channels = features.shape[1] as number;
  return {
    ...named(graph, reshape(features, [0, 1, channels]), { ...(size ?? { height: 1, width: 1 }), channels }),
    maps: scaledMaps(parts),
    ...(size && { distances: (judgement) => pooledDistances(parts, judgement, size) }),
  };
}

const named = (graph: Graph, value: Value, shape: FeatureShape): Features => ({
  ...shape,
  maps: [],
  value: graph.within(featuresName, () => identity(value)),
});
