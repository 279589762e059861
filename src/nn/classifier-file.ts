// A trained model as one file: an ONNX graph from raw pixels to probabilities, which says of itself what it is. It opens
// in any ONNX runtime. Nothing in it varies between equal runs: no time, no speed, no path.
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
  classNames: z.array(z.string()).min(1),
  input: z.object({
    channels: z.int().positive().max(16),
    height: z.int().positive().max(4096),
    width: z.int().positive().max(4096),
  }),
  /** Of pixels scaled to 0..1, per channel; done inside the graph. */
  preprocessing: z.object({ mean: z.array(z.number()), std: z.array(z.number().positive()) }),
  /** How the pictures were made, where they were made of photographs: see PictureRecipe. */
  pictures: z
    .object({
      fit: z.enum(pictureFits),
      testShare: share,
      validationShare: share,
      splitSeed: z.int().optional(),
      maxPixels: z.int().min(1).optional(),
    })
    .optional(),
  architecture: z.object({ name: z.string(), layers: z.array(z.looseObject({ type: z.string() })) }),
  data: z.string(),
  seed: z.number(),
  /** How many epochs these weights had been trained for. */
  epoch: z.number(),
  /** Results on the validation split, where there was one. */
  validation: z.object({ count: z.number(), accuracy: z.number(), loss: z.number() }).optional(),
  /** How the file holds the kernels, where not in float32; results on the validation split are from before. */
  weightStorage: z.enum(smallStorages).optional(),
});

/** What a model says of itself. */
export type ModelCard = z.infer<typeof cardSchema>;

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
  const entries = Object.entries({ ...card, architecture: model.toJSON() });
  const metadata = entries.map(([key, value]): [string, string] => [`atelier.${key}`, JSON.stringify(value)]);
  return encodeModel(graph, { metadata: Object.fromEntries(metadata) });
}

/** Reads what a model says of itself. Throws an InputError where the bytes are not a model, or not one of ours. */
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
