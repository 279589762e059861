// A trained model as one file: an ONNX graph from raw pixels to probabilities, with a description of the
// model in its metadata. It opens in any ONNX runtime. Equal runs give equal files: there is no time, speed
// or path in it.
import { z } from 'zod';
import { Graph } from '../engine/graph/graph.ts';
import { GraphError } from '../engine/graph/operator.ts';
import { softmax } from '../engine/graph/operators/index.ts';
import { decodeMetadata } from '../engine/onnx/decode.ts';
import { encodeModel } from '../engine/onnx/encode.ts';
import { InputError } from '../errors.ts';
import { BuildContext, type Model, type Weights } from './model.ts';
import { pictureFits } from './picture-recipe.ts';
import { normalizePixels } from './preprocessing.ts';
import { smallStorages } from './small-storage.ts';

const share = z.number().min(0).lt(1).optional();

const cardSchema = z.object({
  /** The names of the classes, by label. */
  classNames: z.array(z.string()).min(1),
  /** The size of the pictures that the model takes. */
  input: z.object({
    /** 1 for grey pictures, 3 for red, green and blue. */
    channels: z.int().positive().max(16),
    /** In pixels. */
    height: z.int().positive().max(4096),
    /** In pixels. */
    width: z.int().positive().max(4096),
  }),
  /** The standardisation of pixels scaled to 0..1; the graph includes it. */
  preprocessing: z.object({
    /** The mean of each channel. */
    mean: z.array(z.number()),
    /** The standard deviation of each channel. */
    std: z.array(z.number().positive()),
  }),
  /** How the pictures were made from photographs, if they were; see PictureRecipe. */
  pictures: z
    .object({
      /** How a photograph is fitted to the size. */
      fit: z.enum(pictureFits),
      /** The share that was held out for testing. */
      testShare: share,
      /** The share of the rest that was held out for validation. */
      validationShare: share,
      /** The seed that drew the parts that were held out. */
      splitSeed: z.int().optional(),
      /** The most pixels that a photograph could have. */
      maxPixels: z.int().min(1).optional(),
    })
    .optional(),
  /** The network, without its weights. */
  architecture: z.object({
    /** E.g. `paper-cnn`. */
    name: z.string(),
    /** Its layers, as `toJSON()` gives them. */
    layers: z.array(
      z.looseObject({
        /** The layer's type. */
        type: z.string(),
      }),
    ),
  }),
  /** The name of the data set that it was trained on. */
  data: z.string(),
  /** The seed that it was trained from. */
  seed: z.number(),
  /** The epoch in which the weights were saved. */
  epoch: z.number(),
  /** Results on the validation split, if there was one. */
  validation: z
    .object({
      /** The number of pictures in the split. */
      count: z.number(),
      /** The share of pictures that the model recognised, 0 to 1. */
      accuracy: z.number(),
      /** The mean cross-entropy, in nats. */
      loss: z.number(),
    })
    .optional(),
  /** How its second output tells pictures that are unlike its training data; missing if it has none. */
  novelty: z
    .object({
      /** The novelty above which a picture counts as novel. */
      threshold: z.number(),
      /** The share of validation pictures that are not above the threshold. */
      passing: z.number().min(0).max(1),
      /** The number of training pictures that it was fitted on. */
      fittedOn: z.int().positive(),
    })
    .optional(),
  /**
   * The lowest probability of a class in a prediction set, for coverages of 0.5 %, 1 % and so on to 99.5 %;
   * see `predictionSetThreshold`.
   */
  predictionSets: z
    .object({
      /** By coverage, 199 of them. */
      thresholds: z.array(z.number().min(0).max(1)).length(199),
    })
    .optional(),
  /**
   * How the file stores the kernels, if not as float32. The validation results are those before compression.
   */
  weightStorage: z.enum(smallStorages).optional(),
  /** Where the model comes from, if it is not ours. */
  origin: z
    .object({
      /** The name of its file. */
      file: z.string(),
      /** The SHA-256 of that file, in hexadecimal. */
      sha256: z.string(),
      /** The program that wrote it. */
      producer: z.string().optional(),
      /** The licence of its weights. */
      licence: z.string().optional(),
      /** How its preprocessing is known. */
      preprocessing: z.string().optional(),
    })
    .optional(),
});

/** The description in a saved model. */
export interface ModelCard extends z.infer<typeof cardSchema> {}

/**
 * The names of a saved model's only input, uint8 `[batch, channels, height, width]`, of its first output,
 * `[batch, classes]`, and of the second output that most models have, `[batch]`.
 */
export const inputName = 'image';
export const outputName = 'probabilities';
export const noveltyName = 'novelty';

/** The bytes of an `.onnx` file; equal arguments give equal bytes. */
export function encodeClassifier(
  model: Model,
  weights: Weights,
  card: Omit<ModelCard, 'architecture'>,
): Uint8Array {
  const { channels, height, width } = card.input;
  const graph = new Graph();
  const images = graph.input(inputName, 'uint8', ['batch', channels, height, width]);
  const context = new BuildContext(graph, { training: false, weights });
  graph.output(outputName, softmax(model.apply(context, normalizePixels(images, card.preprocessing))));
  return encodeModel(graph, { metadata: cardMetadata({ ...card, architecture: model.toJSON() }) });
}

/** The metadata properties of a file for a description. */
export const cardMetadata = (card: ModelCard): Record<string, string> =>
  Object.fromEntries(
    Object.entries(card)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [prefix + key, JSON.stringify(value)]),
  );

/** The names of classes that a model does not name. */
export const numberedClasses = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `class ${i}`);

/** The description of a model of which only the size of its pictures and its classes are known. */
export const unknownCard = (classNames: readonly string[], input: ModelCard['input']): ModelCard => ({
  ...{ classNames: [...classNames], input },
  preprocessing: {
    mean: new Array<number>(input.channels).fill(0),
    std: new Array<number>(input.channels).fill(1),
  },
  ...{ architecture: { name: 'unknown', layers: [] }, data: 'unknown', seed: 0, epoch: 0 },
});

/** Whether a model has a description, as ours do. Throws an InputError if the bytes are not a model. */
export const isDescribed = (bytes: Uint8Array, source: string): boolean =>
  Object.keys(readMetadata(bytes, source)).some((key) => key.startsWith(prefix));

/** The beginning of our properties' names. */
const prefix = 'atelier.';

/**
 * Reads the description in a saved model. Throws an InputError if the bytes are not a model or not one of
 * ours.
 */
export function decodeModelCard(bytes: Uint8Array, source: string): ModelCard {
  const properties = readMetadata(bytes, source);
  const own = Object.entries(properties).filter(([key]) => key.startsWith(prefix));
  if (own.length === 0) {
    throw new InputError(
      `${source}: this ONNX model is not one of Atelier's; it has no description of its classes and input; make one with atelier import`,
    );
  }
  try {
    return parseModelCard(
      Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), JSON.parse(value)])),
      source,
    );
  } catch {
    throw new InputError(`${source}: the description in this model is damaged`);
  }
}

/** Checks a description that was sent as JSON. @throws InputError naming the source if it is none */
export function parseModelCard(value: unknown, source: string): ModelCard {
  const result = cardSchema.safeParse(value);
  if (result.success) return result.data;
  throw new InputError(`${source}: expected the description of a model, got another document`);
}

function readMetadata(bytes: Uint8Array, source: string): Record<string, string> {
  try {
    return decodeMetadata(bytes);
  } catch (error) {
    if (error instanceof GraphError) throw new InputError(`${source}: ${error.message}`);
    throw error;
  }
}
