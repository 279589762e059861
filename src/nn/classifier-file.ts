// A trained model as one file: an ONNX graph from raw pixels to probabilities, which says of itself what it
// is. It opens in any ONNX runtime. Nothing in it varies between equal runs: no time, no speed, no path.
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
  /** The size of the pictures that it takes. */
  input: z.object({
    /** 1 for grey pictures, 3 for red, green and blue. */
    channels: z.int().positive().max(16),
    /** In pixels. */
    height: z.int().positive().max(4096),
    /** In pixels. */
    width: z.int().positive().max(4096),
  }),
  /** Of pixels scaled to 0..1, per channel; done inside the graph. */
  preprocessing: z.object({
    /** The mean of each channel. */
    mean: z.array(z.number()),
    /** The standard deviation of each channel. */
    std: z.array(z.number().positive()),
  }),
  /** How the pictures were made, where they were made of photographs: see PictureRecipe. */
  pictures: z
    .object({
      /** How a picture is made to fit. */
      fit: z.enum(pictureFits),
      /** The share that was held back for testing. */
      testShare: share,
      /** The share of the rest that was held back for validation. */
      validationShare: share,
      /** What drew the parts that were held back. */
      splitSeed: z.int().optional(),
      /** The most pixels that a picture might have. */
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
  /** How many epochs these weights had been trained for. */
  epoch: z.number(),
  /** Results on the validation split, where there was one. */
  validation: z
    .object({
      /** How many pictures the split has. */
      count: z.number(),
      /** The share that the model recognised, 0 to 1. */
      accuracy: z.number(),
      /** The mean cross-entropy, in nats. */
      loss: z.number(),
    })
    .optional(),
  /**
   * How the file holds the kernels, where not in float32; results on the validation split are from before.
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

/** What a model says of itself. */
export interface ModelCard extends z.infer<typeof cardSchema> {}

/** The names of a saved model's one input, uint8 `[batch, channels, height, width]`, and its one output. */
export const inputName = 'image';
export const outputName = 'probabilities';

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

/** A description as the properties of a file. */
export const cardMetadata = (card: ModelCard): Record<string, string> =>
  Object.fromEntries(
    Object.entries(card)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [`atelier.${key}`, JSON.stringify(value)]),
  );

/**
 * Reads what a model says of itself. Throws an InputError where the bytes are not a model, or not one of
 * ours.
 */
export function decodeModelCard(bytes: Uint8Array, source: string): ModelCard {
  const properties = readMetadata(bytes, source);
  const own = Object.entries(properties).filter(([key]) => key.startsWith('atelier.'));
  if (own.length === 0) {
    throw new InputError(
      `${source}: an ONNX model, but not one of atelier's: it does not say its classes and input`,
    );
  }
  try {
    return cardSchema.parse(Object.fromEntries(own.map(([key, value]) => [key.slice(8), JSON.parse(value)])));
  } catch {
    throw new InputError(`${source}: the description in this model is damaged`);
  }
}

function readMetadata(bytes: Uint8Array, source: string): Record<string, string> {
  try {
    return decodeMetadata(bytes);
  } catch (error) {
    if (error instanceof GraphError) throw new InputError(`${source}: ${error.message}`);
    throw error;
  }
}
