// Reads a saved model as a graph for explanations: weights are float32 constants, the input is float32
// pixels from 0 to 255, and the output is logits. It needs neither the code that built the model nor a
// description in the file. If there is no description, the notes tell what was assumed instead.
import type { Graph, Value } from '../engine/graph/graph.ts';
import { GraphError } from '../engine/graph/operator.ts';
import { cast, flatten, mul } from '../engine/graph/operators/index.ts';
import { formatShape, isFloat, type DType } from '../engine/graph/tensor-type.ts';
import { GradientError } from '../engine/gradients/gradients.ts';
import { decodeModel } from '../engine/onnx/decode.ts';
import { rewrite } from '../engine/passes/rewrite.ts';
import { unpackConstants } from '../engine/passes/unpack-constants.ts';
import { ModelError } from '../engine/runtime/program.ts';
import { InputError } from '../errors.ts';
import { decodeModelCard, isDescribed, numberedClasses, type ModelCard } from '../nn/classifier-file.ts';
import type { PixelRange } from './pixel-ranges.ts';

/** A saved model as a graph for explanations. */
export interface ExplainableModel {
  /**
   * Its one input is float32 `[batch, channels, height, width]`, 0 to 255. Its one output is `logits`,
   * `[batch, classes]`.
   */
  readonly graph: Graph;
  /** The size of the pictures. */
  readonly input: {
    /** 1 for grey pictures, 3 for red, green and blue. */
    readonly channels: number;
    /** The height in pixels. */
    readonly height: number;
    /** The width in pixels. */
    readonly width: number;
  };
  /** The number of pictures that the graph takes at once, if that is fixed. */
  readonly fixedBatch: number | undefined;
  /** The names of the classes; `class 0`, `class 1` and so on if the file has none. */
  readonly classNames: readonly string[];
  /** The description in the file, if the model is one of ours. */
  readonly card: ModelCard | undefined;
  /** What the file does not state, and what was assumed. */
  readonly notes: readonly string[];
}

/** The name of the graph's output. */
export const logitsName = 'logits';

/**
 * Reads the bytes of a saved model, ours or another.
 *
 * @param source names the model in errors
 * @throws InputError if the bytes are not a model, use an operator that the engine does not support, or take
 *   something other than pictures
 */
export function readExplainableModel(
  bytes: Uint8Array,
  source: string,
  pixels: PixelRange = 'unit',
): ExplainableModel {
  const card = isDescribed(bytes, source) ? decodeModelCard(bytes, source) : undefined;
  return withSource(source, () => {
    const decoded = unpackConstants(decodeModel(bytes));
    const [image, fixedBatch] = pictureInput(decoded);
    const graph = fromPixelsToLogits(decoded, image, pixels);
    const [channels, height, width] = image.shape.slice(1) as [number, number, number];
    const classes = graph.outputs.get(logitsName)!.shape[1] as number;
    const classNames = card?.classNames ?? numberedClasses(classes);
    const input = { channels, height, width };
    if (classNames.length !== classes || (card && !isSameSize(card.input, input)))
      throw new GraphError('the graph does not fit its description');
    const notes = card ? [] : missingNotes(image, pixels);
    return { graph, input, fixedBatch, classNames, card, notes };
  });
}

/** Runs a function. Turns faults of a graph into an InputError naming the source. */
function withSource<T>(source: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw inputErrorOf(source, error);
  }
}

/**
 * An InputError of one line if the engine or the runtime refused the model; other errors stay as they are.
 */
export function inputErrorOf(source: string, error: unknown): unknown {
  const isAboutModel =
    error instanceof GraphError || error instanceof GradientError || error instanceof ModelError;
  if (!isAboutModel) return error;
  return new InputError(`${source}: ${error.message.split('\n')[0]}`, { cause: error });
}

/** The input for pictures, and the batch size if it is fixed. */
function pictureInput({ inputs }: Graph): [Value, number | undefined] {
  const [image, ...others] = inputs;
  if (!image || others.length > 0) {
    const names = inputs.map(({ name }) => name).join(', ') || 'none';
    throw new GraphError(`expected a model with one input for pictures, got ${names}`);
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
      `input ${image.name}: expected pictures of up to ${mostChannels}×${largestSide}×${largestSide}, at most ${largestBatch} in a batch, got ${formatShape(image.shape)}`,
    );
  return [image, typeof batch === 'number' ? batch : undefined];
}

const isSize = (dimension: unknown): boolean => typeof dimension === 'number' && dimension > 0;

const isSameSize = (a: ModelCard['input'], b: ModelCard['input']): boolean =>
  a.channels === b.channels && a.height === b.height && a.width === b.width;

/** The limits of our own descriptions. They bound the memory that a file can claim. */
const [mostChannels, largestSide, largestBatch] = [16, 4096, 1024];

/** A graph from float pixels of 0 to 255 to the input of the softmax. The given graph loses its outputs. */
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
 * Converts pixels of 0 to 255 to what the model takes. A model that takes bytes casts them itself, so it
 * gets float pixels directly.
 */
function asFed(pixels: Value, dtype: DType, range: PixelRange): Value {
  if (dtype === 'uint8') return pixels;
  const scaled = range === 'bytes' ? pixels : mul(pixels, 1 / 255);
  return dtype === 'float32' ? scaled : cast(scaled, dtype);
}

/** The input of the softmax at the first output, or the first output if there is no softmax. */
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
    'the model does not name its classes: they are called class 0, class 1 and so on',
    ...(dtype === 'uint8'
      ? []
      : [`the model does not state the range of its ${dtype} pixels: ${range} is assumed`]),
    'the model does not state which data it was trained on, or how its pictures were prepared',
  ];
}
