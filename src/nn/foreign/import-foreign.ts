// Converts a foreign classifier to a file of ours: raw pixels in, probabilities out, with a description of
// its classes, its pictures and its origin.
import type { Graph, Value } from '../../engine/graph/graph.ts';
import { softmax, transpose } from '../../engine/graph/operators/index.ts';
import { encodeModel } from '../../engine/onnx/encode.ts';
import { rewrite } from '../../engine/passes/rewrite.ts';
import { InputError } from '../../errors.ts';
import { cardMetadata, inputName, outputName, type ModelCard } from '../classifier-file.ts';
import type { PictureFit } from '../picture-recipe.ts';
import { normalizePixels, type Normalization } from '../preprocessing.ts';
import { logitsName, type ForeignClassifier } from './read-foreign.ts';

/** What the file of a foreign model does not state. */
export interface ImportDescription {
  /** The names of the classes, by label. */
  readonly classNames: readonly string[];
  /** The standardisation of pixels; the graph includes it. */
  readonly preprocessing: Normalization;
  /** How a photograph is fitted to the size. */
  readonly fit: PictureFit;
  /** The name of the architecture. */
  readonly name: string;
  /** The origin of the model. */
  readonly origin: NonNullable<ModelCard['origin']>;
}

/**
 * The bytes of a file of ours for a foreign classifier.
 *
 * @throws InputError if the number of names differs from the number of classes
 */
export function encodeForeign(model: ForeignClassifier, description: ImportDescription): Uint8Array {
  const { classNames, preprocessing, fit, name, origin } = description;
  if (classNames.length !== model.classes)
    throw new InputError(
      `expected ${model.classes} class names, one for each score, got ${classNames.length}`,
    );
  const card: ModelCard = {
    classNames: [...classNames],
    input: { ...model.input },
    preprocessing: { mean: [...preprocessing.mean], std: [...preprocessing.std] },
    pictures: { fit },
    architecture: { name, layers: [] },
    data: 'unknown',
    seed: 0,
    epoch: 0,
    origin,
  };
  return encodeModel(withPixels(model, preprocessing), { metadata: cardMetadata(card) });
}

/** The graph from bytes to probabilities. */
function withPixels(model: ForeignClassifier, preprocessing: Normalization): Graph {
  const built = takingPixels(model, preprocessing);
  const logits = built.outputs.get(logitsName)!;
  built.outputs.clear();
  built.output(outputName, softmax(logits));
  return built;
}

/**
 * A classifier's graph from pixels, uint8 `[batch, channels, height, width]`, to logits.
 *
 * @param before what is done to the pictures first; it may change them to float32
 */
export function takingPixels(
  { graph, input, layout }: ForeignClassifier,
  preprocessing: Normalization,
  before: (images: Value) => Value = (images) => images,
): Graph {
  const { channels, height, width } = input;
  return rewrite(
    graph,
    () => undefined,
    ([old], target) => {
      const images = target.input(inputName, 'uint8', [old!.shape[0]!, channels, height, width]);
      return new Map<Value, Value>([[old!, prepared(before(images), preprocessing, layout)]]);
    },
  );
}

const prepared = (
  images: Value,
  preprocessing: Normalization,
  layout: ForeignClassifier['layout'],
): Value => {
  const normalized = normalizePixels(images, preprocessing);
  return layout === 'nhwc' ? transpose(normalized, [0, 2, 3, 1]) : normalized;
};
