// A saved model as a graph that can be asked why: weights as float32 constants, pixels of 0 to 255 as a
// float32 input, logits as the output. The code that built it is not needed, nor is a description in the
// file: what that would have said and is taken for granted instead stands in the notes.
import type { Graph, Value } from '../engine/graph/graph.ts';
import { GraphError } from '../engine/graph/operator.ts';
import { cast, flatten, mul } from '../engine/graph/operators/index.ts';
import { formatShape, isFloat, type DType } from '../engine/graph/tensor-type.ts';
import { GradientError } from '../engine/gradients/gradients.ts';
import { decodeMetadata, decodeModel } from '../engine/onnx/decode.ts';
import { rewrite } from '../engine/passes/rewrite.ts';
import { unpackConstants } from '../engine/passes/unpack-constants.ts';
import { ModelError } from '../engine/runtime/program.ts';
import { InputError } from '../errors.ts';
import { decodeModelCard, type ModelCard } from '../nn/classifier-file.ts';
import type { PixelRange } from './pixel-ranges.ts';

/** A saved model as a graph that can be asked for its gradients. */
export interface ExplainableModel {
  /**
   * One input, float32 `[batch, channels, height, width]`, 0 to 255; one output, `logits`, `[batch,
   * classes]`.
   */
  readonly graph: Graph;
  /** The size of the pictures that it takes. */
  readonly input: {
    /** 1 for grey pictures, 3 for red, green and blue. */
    readonly channels: number;
    /** In pixels. */
    readonly height: number;
    /** In pixels. */
    readonly width: number;
  };
  /** How many pictures the graph takes at once, where that is fixed. */
  readonly fixedBatch: number | undefined;
  /** The names of the classes; `class 0`, `class 1` and so on where the file has none. */
  readonly classNames: readonly string[];
  /** What the model says of itself, if it is one of ours. */
  readonly card: ModelCard | undefined;
  /** What the file does not say, and what was assumed. */
  readonly notes: readonly string[];
}

/** The name of the graph's output. */
export const logitsName = 'logits';

/**
 * Reads the bytes of a saved model, ours or somebody else's.
 *
 * @param source what errors name
 * @throws InputError where they are no model, use an operator that the engine does not know, or take no
 *   pictures
 */
export function readExplainableModel(
  bytes: Uint8Array,
  source: string,
  pixels: PixelRange = 'unit',
): ExplainableModel {
  const card = hasCard(bytes, source) ? decodeModelCard(bytes, source) : undefined;
  return withSource(source, () => {
    const decoded = unpackConstants(decodeModel(bytes));
    const [image, fixedBatch] = pictureInput(decoded);
    const graph = fromPixelsToLogits(decoded, image, pixels);
    const [channels, height, width] = image.shape.slice(1) as [number, number, number];
    const classes = graph.outputs.get(logitsName)!.shape[1] as number;
    const classNames = card?.classNames ?? Array.from({ length: classes }, (_, i) => `class ${i}`);
    const input = { channels, height, width };
    if (classNames.length !== classes || (card && !isSameSize(card.input, input)))
      throw new GraphError('the graph does not fit its description');
    const notes = card ? [] : missingNotes(image, pixels);
    return { graph, input, fixedBatch, classNames, card, notes };
  });
}

/** Runs a function; what is wrong with a graph becomes an InputError that names the source. */
function withSource<T>(source: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw inputErrorOf(source, error);
  }
}

/** What the engine or the runtime refuses as an InputError of one line; other errors as they are. */
export function inputErrorOf(source: string, error: unknown): unknown {
  const isAboutModel =
    error instanceof GraphError || error instanceof GradientError || error instanceof ModelError;
  if (!isAboutModel) return error;
  return new InputError(`${source}: ${error.message.split('\n')[0]}`, { cause: error });
}

function hasCard(bytes: Uint8Array, source: string): boolean {
  const properties = withSource(source, () => decodeMetadata(bytes));
  return Object.keys(properties).some((key) => key.startsWith('atelier.'));
}

/** The input that takes pictures, and the batch that it is fixed to, if it is. */
function pictureInput({ inputs }: Graph): [Value, number | undefined] {
  const [image, ...others] = inputs;
  if (!image || others.length > 0) {
    const names = inputs.map(({ name }) => name).join(', ') || 'none';
    throw new GraphError(`expected a model with one input, pictures, got ${names}`);
  }
  const [batch, channels, height, width] = image.shape;
  const isPicture = image.shape.length === 4 && [channels, height, width].every(isSize);
  if (!isPicture || !(isFloat(image.dtype) || image.dtype === 'uint8'))
    throw new GraphError(
      `input ${image.name}: expected pictures [batch, channels, height, width] of fixed size, got ${image.dtype}${formatShape(image.shape)}`,
    );
  const isBounded =
    Number(channels) <= mostChannels && Math.max(Number(height), Number(width)) <= largestSide;
  if (!isBounded || (typeof batch === 'number' && !(batch >= 1 && batch <= largestBatch)))
    throw new GraphError(
      `input ${image.name}: expected pictures of up to ${mostChannels}×${largestSide}×${largestSide}, at most ${largestBatch} together, got ${formatShape(image.shape)}`,
    );
  return [image, typeof batch === 'number' ? batch : undefined];
}

const isSize = (dimension: unknown): boolean => typeof dimension === 'number' && dimension > 0;

const isSameSize = (a: ModelCard['input'], b: ModelCard['input']): boolean =>
  a.channels === b.channels && a.height === b.height && a.width === b.width;

/** As the descriptions of our own models are bounded: what a file claims is set aside in memory. */
const [mostChannels, largestSide, largestBatch] = [16, 4096, 1024];

/**
 * A graph from float pixels of 0 to 255 to what stands before the softmax; the given graph loses its outputs.
 */
function fromPixelsToLogits(source: Graph, image: Value, pixels: PixelRange): Graph {
  const logits = logitsOf(source);
  source.outputs.clear();
  source.output(
    logitsName,
    source.within('explain', () => asFloatMatrix(logits)),
  );
  return rewrite(
    source,
    () => undefined,
    ([old], graph) => {
      const fed = graph.input(image.name, 'float32', image.shape);
      return new Map([[old!, graph.within('explain', () => asFed(fed, image.dtype, pixels))]]);
    },
  );
}

function asFloatMatrix(value: Value): Value {
  const matrix = value.shape.length === 2 ? value : flatten(value);
  return matrix.dtype === 'float32' ? matrix : cast(matrix, 'float32');
}

/**
 * Pixels of 0 to 255 as the model takes them. A model that takes bytes makes numbers of them itself, and gets
 * numbers.
 */
function asFed(pixels: Value, dtype: DType, range: PixelRange): Value {
  if (dtype === 'uint8') return pixels;
  const scaled = range === 'bytes' ? pixels : mul(pixels, 1 / 255);
  return dtype === 'float32' ? scaled : cast(scaled, dtype);
}

/** What the probabilities are made of: the first output, or what its softmax takes. */
function logitsOf({ outputs }: Graph): Value {
  const [first] = outputs.values();
  if (!first) throw new GraphError('expected a model with an output, got none');
  let value = first;
  while (value.producer && ['Identity', 'Cast'].includes(value.producer.operator.type))
    value = value.producer.inputs[0]!;
  const isSoftmax = ['Softmax', 'LogSoftmax'].includes(value.producer?.operator.type ?? '');
  const logits = isSoftmax ? value.producer!.inputs[0]! : first;
  const classes = logits.shape.slice(1).reduce<number>((n, size) => n * (isSize(size) ? Number(size) : 0), 1);
  if (logits.shape.length < 2 || classes < 2 || !isFloat(logits.dtype))
    throw new GraphError(
      `output ${first.name}: expected scores [batch, classes], got ${logits.dtype}${formatShape(logits.shape)}`,
    );
  return logits;
}

function missingNotes({ dtype }: Value, pixels: PixelRange): string[] {
  const range = pixels === 'unit' ? '0..1' : '0..255';
  return [
    'the model does not name its classes: they are called by their numbers',
    ...(dtype === 'uint8'
      ? []
      : [`the model does not say what its ${dtype} pixels mean: they are given as ${range}`]),
    'the model does not say which data it learned from, nor how pictures were made for it',
  ];
}
