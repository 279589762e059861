// An inspector as one file: an ONNX graph from raw pixels to a score and a map, with a description in its
// metadata. Equal arguments give equal bytes.
import { z } from 'zod';
import type { Graph } from '../engine/graph/graph.ts';
import { GraphError } from '../engine/graph/operator.ts';
import { decodeMetadata } from '../engine/onnx/decode.ts';
import { encodeModel } from '../engine/onnx/encode.ts';
import { InputError } from '../errors.ts';
import { methodNames } from './methods/names.ts';

const size = z.int().positive().max(4096);

const cardSchema = z.object({
  /** How it tells good pieces from others. */
  method: z.enum(methodNames),
  /** The size of the pictures that it takes. */
  input: z.object({
    /** 1 for grey pictures, 3 for red, green and blue. */
    channels: z.union([z.literal(1), z.literal(3)]),
    /** In pixels. */
    height: size,
    /** In pixels. */
    width: size,
  }),
  /** The network that its features are from. */
  backbone: z.object({
    /** Its name. */
    name: z.string(),
    /** The SHA-256 of its file, in hexadecimal. */
    sha256: z.string(),
    /** The layers that the features are from; none for those of the whole picture. */
    layers: z.array(z.string()),
  }),
  /** The variants of good pieces that it has learnt. */
  variants: z
    .array(
      z.object({
        /** The name of the variant; empty if there is only one. */
        name: z.string(),
        /** The number of pieces that it was learnt from. */
        pieces: z.int().positive(),
        /** The number of pieces that were accepted later. */
        accepted: z.int().min(0),
      }),
    )
    .min(1),
  /** What good pieces got that were judged by what the others tell. */
  heldBack: z.object({
    /** The score of each piece. */
    scores: z.array(z.number()).min(1),
    /** The largest value in the map of each piece; none if there are no maps. */
    peaks: z.array(z.number()),
  }),
  /** The rate of false alarms that the threshold is for. */
  falseAlarms: z.number().gt(0).lt(1),
  /** A piece is defective if its score is above this. */
  threshold: z.number(),
  /** A place is defective if its value in the map is above this. */
  placeThreshold: z.number().optional(),
  /** The longest shift that is undone, in pixels; missing if pieces are not registered. */
  alignment: z.number().positive().optional(),
  /** The share of the picture that counts. */
  region: z.number().gt(0).max(1),
  /** The seed that it was learnt from. */
  seed: z.number(),
});

/** The description in an inspector. */
export interface InspectorCard extends z.infer<typeof cardSchema> {}

const property = 'atelier-inspector';

/** The bytes of an `.onnx` file. */
export const encodeInspector = (graph: Graph, card: InspectorCard): Uint8Array =>
  encodeModel(graph, { metadata: { [property]: JSON.stringify(card) } });

/** Whether the bytes of a model are an inspector's. @throws InputError if they are not a model */
export const isInspector = (bytes: Uint8Array, source: string): boolean =>
  metadataOf(bytes, source)[property] !== undefined;

/**
 * Reads the description in an inspector.
 *
 * @param source names the file in errors
 * @throws InputError if the bytes are not an inspector
 */
export function decodeInspectorCard(bytes: Uint8Array, source: string): InspectorCard {
  const text = metadataOf(bytes, source)[property];
  if (text === undefined)
    throw new InputError(
      `${source}: expected an inspector, got another model; make one with atelier inspect learn`,
    );
  try {
    return cardSchema.parse(JSON.parse(text));
  } catch {
    throw new InputError(`${source}: the description in this inspector is damaged`);
  }
}

function metadataOf(bytes: Uint8Array, source: string): Record<string, string> {
  try {
    return decodeMetadata(bytes);
  } catch (error) {
    if (error instanceof GraphError) throw new InputError(`${source}: ${error.message}`);
    throw error;
  }
}
