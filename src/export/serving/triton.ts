// A model repository: the layout that Triton Inference Server, KServe and `atelier serve --models` read.
import type { ModelCard } from '../../nn/classifier-file.ts';
import { inputName, outputName } from '../../nn/classifier-file.ts';
import type { ExportedFile } from '../exported-file.ts';

/** The largest batch that the server may form. */
const maxBatchSize = 64;

/**
 * The files of a model repository with one version of one model. Paths begin with the model's name.
 *
 * @param name the name under which the model is served
 */
export function encodeRepository(name: string, model: Uint8Array, card: ModelCard): ExportedFile[] {
  return [
    { path: `${name}/config.pbtxt`, content: configOf(name, card) },
    { path: `${name}/labels.txt`, content: `${card.classNames.map(oneLine).join('\n')}\n` },
    { path: `${name}/1/model.onnx`, content: model },
  ];
}

/** Labels are one a line. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

/** The configuration in protobuf's text form. Triton does not give out novelty. */
function configOf(name: string, { input: { channels, height, width }, classNames }: ModelCard): string {
  return `name: "${name}"
backend: "onnxruntime"
max_batch_size: ${maxBatchSize}
input [
  {
    name: "${inputName}"
    data_type: TYPE_UINT8
    dims: [ ${channels}, ${height}, ${width} ]
  }
]
output [
  {
    name: "${outputName}"
    data_type: TYPE_FP32
    dims: [ ${classNames.length} ]
    label_filename: "labels.txt"
  }
]
dynamic_batching { }
version_policy: { latest { num_versions: 1 } }
`;
}

/**
 * The name of a model as a name that servers and Kubernetes accept: lower-case letters, digits and hyphens,
 * a letter first.
 */
export function servedName(name: string): string {
  const words = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const trimmed = words
    .replace(/^[^a-z]+/, '')
    .slice(0, 50)
    .replace(/-+$/, '');
  return trimmed || 'model';
}
