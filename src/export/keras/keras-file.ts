// A model as a `.keras` file of Keras 3: a zip archive of its configuration and its weights.
import { strToU8, zipSync } from 'fflate';
import type { DescribedModel } from '../layers/describe-layers.ts';
import { toKerasGraph } from './convert.ts';
import { keras3 } from './dialects.ts';
import { encodeKerasWeights } from './hdf5.ts';
import type { KerasGraph, KerasLayer, KerasTensor } from './keras-graph.ts';

/** The version of Keras whose form of configurations is written; later ones read it. */
const kerasVersion = '3.0.0';

/** A date for the archive's entries, which must have one; the earliest that a zip archive can state. */
const noDate = '1980-01-01T00:00:00';

/**
 * The bytes of a `.keras` file. Equal models give equal bytes.
 *
 * @throws InputError that names the layer if the model has one that Keras lacks
 */
export async function encodeKeras(model: DescribedModel): Promise<Uint8Array> {
  const graph = toKerasGraph(model, keras3);
  const weights = await encodeKerasWeights(graph);
  return zipSync(
    {
      'metadata.json': strToU8(JSON.stringify({ keras_version: kerasVersion, date_saved: noDate })),
      'config.json': strToU8(JSON.stringify(configOf(graph, model.card.architecture.name))),
      'model.weights.h5': weights,
    },
    { level: 0, mtime: noDate },
  );
}

const configOf = ({ layers }: KerasGraph, name: string) => ({
  module: 'keras.src.models.functional',
  class_name: 'Functional',
  config: {
    name: name.replace(/[^A-Za-z0-9_.-]/g, '_'),
    trainable: true,
    layers: layers.map(layerConfig),
    input_layers: [[layers[0]!.name, 0, 0]],
    output_layers: [[layers.at(-1)!.name, 0, 0]],
  },
  registered_name: 'Functional',
  build_config: { input_shape: null },
});

function layerConfig({ className, name, config, inputs, output }: KerasLayer) {
  const shapes = inputs.map(({ shape }) => [null, ...shape]);
  const own = className === 'InputLayer' ? { batch_shape: [null, ...output.shape] } : {};
  const tensors = inputs.map(tensorConfig);
  return {
    module: 'keras.layers',
    class_name: className,
    config: { name, dtype: 'float32', ...own, ...config },
    registered_name: null,
    ...(inputs.length > 0 && { build_config: { input_shape: inputs.length > 1 ? shapes : shapes[0] } }),
    name,
    inbound_nodes: inputs.length > 0 ? [{ args: inputs.length > 1 ? [tensors] : tensors, kwargs: {} }] : [],
  };
}

const tensorConfig = ({ layer, shape }: KerasTensor) => ({
  class_name: '__keras_tensor__',
  config: { shape: [null, ...shape], dtype: 'float32', keras_history: [layer, 0, 0] },
});
