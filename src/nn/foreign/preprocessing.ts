// The preprocessing of pictures for foreign models: by a name, by numbers, or as its family is known to have
// been trained. If it can't be known, the user must state it.
import type { Graph, Node } from '../../engine/graph/graph.ts';
import type { Normalization } from '../preprocessing.ts';
import type { ForeignClassifier } from './read-foreign.ts';

/**
 * The mean and standard deviation of each channel, for pixels scaled to 0..1; a single number applies to
 * every channel.
 */
const recipes = {
  /** The statistics of ImageNet, as in torchvision's models and most of timm's. */
  imagenet: { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  /** Pixels from 0 to 1. */
  unit: { mean: [0], std: [1] },
  /** Pixels from -1 to 1. */
  'minus-one-one': { mean: [0.5], std: [0.5] },
  /** Pixels from 0 to 255. */
  bytes: { mean: [0], std: [1 / 255] },
  /** (byte - 127) / 128, as in EfficientNet-Lite. */
  lite: { mean: [127 / 255], std: [128 / 255] },
} as const;

/** The name of a kind of preprocessing. */
export type PreprocessName = keyof typeof recipes;
/** The names of all kinds of preprocessing. */
export const preprocessNames = Object.keys(recipes) as PreprocessName[];

/** The mean and standard deviation of a kind of preprocessing, for this number of channels. */
export function preprocessingNamed(name: PreprocessName, channels: number): Normalization {
  const { mean, std } = recipes[name];
  const perChannel = (figures: readonly number[]) =>
    Array.from({ length: channels }, (_, i) => figures[figures.length === 1 ? 0 : i % figures.length]!);
  return { mean: perChannel(mean), std: perChannel(std) };
}

/** A kind of preprocessing, and how it was recognised. */
export interface RecognizedPreprocessing {
  readonly name: PreprocessName;
  /** The reason, as text for the user. */
  readonly reason: string;
}

/** Patterns of names in files and metadata, and the preprocessing with which their family was trained. */
const families: readonly (readonly [pattern: RegExp, name: PreprocessName, family: string])[] = [
  [/efficientnet[-_]?lite|(^|[^a-z])lite[0-4]/i, 'lite', 'EfficientNet-Lite'],
  [
    /(^|[^a-z])(vit|deit3?|beit|mixer)[-_]?(tiny|small|base|large)?/i,
    'minus-one-one',
    'vision transformers of timm',
  ],
  [/mobilenet[-_]?v[12].*keras|keras.*mobilenet/i, 'minus-one-one', 'Keras’s MobileNet'],
  [
    /resnet|resnext|mobilenet|densenet|vgg|alexnet|squeezenet|shufflenet|mnasnet|regnet|convnext|swin|googlenet|inception|efficientnet|ghostnet|repvgg/i,
    'imagenet',
    'torchvision and timm',
  ],
];

/**
 * The preprocessing of a model, if its graph, its metadata or its name shows it.
 *
 * @param names the names to look at: of the file, of the graph
 */
export function recognizePreprocessing(
  { graph, image, info }: ForeignClassifier,
  names: readonly string[],
): RecognizedPreprocessing | undefined {
  if (image.dtype === 'uint8') return { name: 'bytes', reason: 'the model takes bytes' };
  if (scalesBytes(graph, image.name))
    return { name: 'bytes', reason: 'the model scales pixels of 0 to 255 itself' };
  const known = [...names, ...Object.values(info.metadata)];
  for (const [pattern, name, family] of families) {
    const found = known.find((text) => pattern.test(text));
    if (found !== undefined) return { name, reason: `'${found}' looks like a model of ${family}` };
  }
  return undefined;
}

/** Whether a graph starts with a product by 1/255 or 1/127.5, or a subtraction of about 100. */
function scalesBytes({ nodes, inputs }: Graph, image: string): boolean {
  let value = inputs.find(({ name }) => name === image);
  for (const node of nodes) {
    if (!value || !node.inputs.includes(value)) continue;
    const factor = constantOf(node);
    const { type } = node.operator;
    if (type === 'Mul' && factor !== undefined && factor > 0 && factor < 0.02) return true;
    if (type === 'Div' && factor !== undefined && factor > 50) return true;
    if (type === 'Sub' && factor !== undefined && factor > 50) return true;
    if (!['Cast', 'Identity', 'Transpose', 'Mul', 'Sub', 'Add', 'Div'].includes(type)) return false;
    value = node.outputs[0];
  }
  return false;
}

const constantOf = ({ inputs }: Node): number | undefined => {
  const data = inputs.find((value) => value?.data)?.data;
  return data === undefined ? undefined : Number(data[0]);
};
