// A model as a layers model of TensorFlow.js: `model.json`, which has the layers, and `weights.bin`. Its form
// is that of Keras 2: it does not know Keras 3's `batch_shape`.
import { exporterName, type ExportedFile } from '../exported-file.ts';
import { rawPixels, toKerasGraph, type PixelRange } from '../keras/convert.ts';
import { tensorflowJs } from '../keras/dialects.ts';
import type { KerasGraph, KerasLayer } from '../keras/keras-graph.ts';
import type { DescribedModel } from '../layers/describe-layers.ts';

/**
 * The files of a layers model. Equal models give equal files.
 *
 * @param range the pixels that the model is fed
 * @throws InputError that names the layer if the model has one that TensorFlow.js lacks
 */
export function encodeTfjs(model: DescribedModel, range: PixelRange = rawPixels): ExportedFile[] {
  const graph = toKerasGraph(model, tensorflowJs, range);
  const weights = graph.layers.flatMap(({ name, weights }) =>
    weights.map((weight) => ({ ...weight, name: `${name}/${weight.name}` })),
  );
  const document = {
    format: 'layers-model',
    generatedBy: exporterName,
    convertedBy: null,
    modelTopology: {
      keras_version: '2.15.0',
      backend: 'tensorflow',
      model_config: modelConfig(graph, model.card.architecture.name),
    },
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
      },
    ],
  };
  return [
    { path: 'model.json', content: JSON.stringify(document) },
    { path: 'weights.bin', content: joined(weights.map(({ data }) => data)) },
  ];
}

/** Today's name of the class is `Functional`; TensorFlow.js 1, for Teachable Machine, knows only `Model`. */
const modelConfig = ({ layers }: KerasGraph, name: string) => ({
  class_name: 'Model',
  config: {
    name,
    layers: layers.map(layerConfig),
    input_layers: [[layers[0]!.name, 0, 0]],
    output_layers: [[layers.at(-1)!.name, 0, 0]],
  },
});

function layerConfig({ className, name, config, inputs, output }: KerasLayer) {
  const own =
    className === 'InputLayer' ? { batch_input_shape: [null, ...output.shape] } : { trainable: true };
  return {
    class_name: className,
    name,
    config: { name, dtype: 'float32', ...own, ...config },
    inbound_nodes: inputs.length > 0 ? [inputs.map(({ layer }) => [layer, 0, 0, {}])] : [],
  };
}

/** Numbers as bytes, in the byte order of the machine: little-endian everywhere that this runs. */
function joined(arrays: readonly Float32Array[]): Uint8Array {
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const data of arrays) {
    all.set(data, at);
    at += data.length;
  }
  return new Uint8Array(all.buffer);
}
