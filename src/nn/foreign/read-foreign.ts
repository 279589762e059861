// Reads a foreign classifier as a graph from pictures to logits: finds the input for pictures and its layout,
// the output with the scores, and what follows the scores.
import { GraphError } from '../../engine/graph/graph-error.ts';
import type { Graph, Node, Value } from '../../engine/graph/graph.ts';
import { flatten, reshape } from '../../engine/graph/operators/index.ts';
import { permutationOf } from '../../engine/graph/operators/shaping.ts';
import { formatShape, isFloat, type Dimension, type Shape } from '../../engine/graph/tensor-type.ts';
import { decodeInfo, decodeModel, type ModelInfo } from '../../engine/onnx/decode.ts';

/** The order of a picture's axes: `nchw` has the channels first, `nhwc` last. */
export type Layout = 'nchw' | 'nhwc';

/** How to read a foreign model. */
export interface ForeignOptions {
  /** Returns the bytes of a file next to the model, by the name in the model; undefined if it is missing. */
  readonly externalData?: ((location: string) => Uint8Array | undefined) | undefined;
  /** The size of the pictures, for a model that takes several. */
  readonly size?:
    | {
        /** In pixels. */
        readonly height: number;
        /** In pixels. */
        readonly width: number;
      }
    | undefined;
  /** Whether `size` replaces the size that the file declares. */
  readonly overridesSize?: boolean | undefined;
  /** The output with the scores, for a model with several outputs. */
  readonly output?: string | undefined;
  /** The batch size of the graph; open by default. */
  readonly batch?: Dimension | undefined;
  /** Whether a batch size that the file declares stays as it is. */
  readonly keepsBatch?: boolean | undefined;
}

/** A foreign classifier. */
export interface ForeignClassifier {
  /**
   * A graph with one input, float32 pictures in the model's own range, and one output, `logits`,
   * `[batch, classes]`.
   */
  readonly graph: Graph;
  /** The input. */
  readonly image: Value;
  /** The order of the axes of its pictures. */
  readonly layout: Layout;
  /** The size of its pictures. */
  readonly input: {
    /** 1 for grey pictures, 3 for red, green and blue. */
    readonly channels: number;
    /** In pixels. */
    readonly height: number;
    /** In pixels. */
    readonly width: number;
  };
  /** The number of its classes. */
  readonly classes: number;
  /** The output in which the scores were found. */
  readonly output: {
    /** Its name in the file. */
    readonly name: string;
    /** What the file computes from the scores. */
    readonly softmax: 'none' | 'softmax' | 'log-softmax';
  };
  /** The description in the model. */
  readonly info: ModelInfo;
}

/** The limits of what a file may claim. */
const [mostChannels, largestSide, mostClasses] = [16, 4096, 100_000];

/** The name of the graph's output. */
export const logitsName = 'logits';

/**
 * Reads a classifier of any origin, with an open batch size.
 *
 * @throws GraphError if the bytes are not a model, use an operator that the engine does not know, or are
 *   not a classifier of pictures
 */
export function readForeign(bytes: Uint8Array, options: ForeignOptions = {}): ForeignClassifier {
  const info = decodeInfo(bytes);
  const declared = new Map<string, Shape>();
  const graph = decodeModel(bytes, {
    ...{ externalData: options.externalData, fold: true, asFloat32: true },
    inputShape: (name, shape) => {
      declared.set(name, shape);
      return pictureShape(name, shape, options);
    },
  });
  const image = pictureInput(graph);
  const layout = layoutOf(image, declared.get(image.name)!);
  const [channels, height, width] = sizesIn(image.shape, layout);
  const { logits, output } = logitsOf(graph, options.output);
  graph.outputs.clear();
  graph.output(logitsName, asMatrix(logits));
  const classes = graph.outputs.get(logitsName)!.shape[1] as number;
  return { graph, image, layout, input: { channels, height, width }, classes, output, info };
}

/**
 * Reads a classifier with an open batch or, if its graph does not allow that, with the batch that it
 * declares.
 *
 * @throws GraphError like `readForeign`
 */
export function readWithBatch(bytes: Uint8Array, options: ForeignOptions = {}): ForeignClassifier {
  try {
    return readForeign(bytes, options);
  } catch (error) {
    const model = error instanceof GraphError && readQuietly(bytes, { ...options, keepsBatch: true });
    if (!model || fixedBatchOf(model) === undefined) throw error;
    return model;
  }
}

/** What can be read; undefined if that throws a GraphError. */
function readQuietly(bytes: Uint8Array, options: ForeignOptions): ForeignClassifier | undefined {
  try {
    return readForeign(bytes, options);
  } catch (error) {
    if (error instanceof GraphError) return undefined;
    throw error;
  }
}

/** How many pictures a classifier takes at a time; undefined if any number. */
export function fixedBatchOf({ image }: ForeignClassifier): number | undefined {
  const [batch] = image.shape;
  return typeof batch === 'number' ? batch : undefined;
}

/** A declared shape with an open batch, and with open sizes filled in. */
function pictureShape(name: string, shape: Shape, options: ForeignOptions): Shape {
  const { size, batch = 'batch', overridesSize = false, keepsBatch = false } = options;
  if (shape.length !== 4) return shape;
  const isLast = isChannels(shape[3]) && !isChannels(shape[1]);
  const [row, column, channel] = isLast ? [1, 2, 3] : [2, 3, 1];
  const sides = [shape[row]!, shape[column]!].map((side, i): number => {
    const wanted = size && (i === 0 ? size.height : size.width);
    if (typeof side === 'number' && !(overridesSize && wanted !== undefined)) {
      if (wanted !== undefined && wanted !== side)
        throw new GraphError(
          `input ${name}: expected pictures of ${shape[row]}×${shape[column]}, got ${size!.height}×${size!.width}`,
        );
      return side;
    }
    if (wanted === undefined)
      throw new GraphError(
        `input ${name}: the model takes pictures of any size; name one with atelier import --size`,
      );
    return wanted;
  });
  const isKept = keepsBatch && typeof shape[0] === 'number';
  const sized = (isKept ? shape : shape.with(0, batch)).with(row, sides[0]!).with(column, sides[1]!);
  return typeof sized[channel] === 'string' ? sized.with(channel, 3) : sized;
}

const isChannels = (size: Dimension | undefined): boolean => size === 1 || size === 3;

function pictureInput({ inputs }: Graph): Value {
  const [image, ...others] = inputs;
  if (!image || others.length > 0) {
    const names = inputs.map(({ name }) => name).join(', ') || 'none';
    throw new GraphError(`expected a model with one input for pictures, got ${names}`);
  }
  if (image.shape.length !== 4 || !(isFloat(image.dtype) || image.dtype === 'uint8'))
    throw new GraphError(
      `input ${image.name}: expected pictures [batch, channels, height, width], got ${image.dtype}${formatShape(image.shape)}`,
    );
  return image;
}

/**
 * The layout, by the declared channels or, if none are declared, by a transposition at the start of the
 * model.
 */
function layoutOf(image: Value, declared: Shape): Layout {
  if (isChannels(declared[1])) return 'nchw';
  if (isChannels(declared[3])) return 'nhwc';
  const first = firstStep(image);
  const isTurned = first?.operator.type === 'Transpose' && permutationOf(first).join() === '0,3,1,2';
  return isTurned ? 'nhwc' : 'nchw';
}

/** The first node that does more than convert pixels. */
function firstStep(image: Value): Node | undefined {
  let value = image;
  for (const node of image.graph.nodes) {
    if (!node.inputs.includes(value)) continue;
    if (!['Cast', 'Identity'].includes(node.operator.type)) return node;
    value = node.outputs[0]!;
  }
  return undefined;
}

function sizesIn(shape: Shape, layout: Layout): [channels: number, height: number, width: number] {
  const order = layout === 'nchw' ? [1, 2, 3] : [3, 1, 2];
  const sizes = order.map((axis) => Number(shape[axis])) as [number, number, number];
  if (!(sizes[0] <= mostChannels && Math.max(sizes[1], sizes[2]) <= largestSide && Math.min(...sizes) >= 1))
    throw new GraphError(
      `expected pictures of up to ${mostChannels}×${largestSide}×${largestSide}, got ${sizes.join('×')}`,
    );
  return sizes;
}

/** The input of an output's softmax, or the output itself. */
function logitsOf(
  { outputs }: Graph,
  wanted: string | undefined,
): { logits: Value; output: ForeignClassifier['output'] } {
  const names = [...outputs.keys()];
  const scored = names.filter((name) => isScores(outputs.get(name)!));
  if (wanted !== undefined && !outputs.has(wanted))
    throw new GraphError(`--output: expected one of ${names.join(', ')}, got '${wanted}'`);
  if (wanted === undefined && scored.length > 1)
    throw new GraphError(
      `the model has several outputs; name one with atelier import --output: ${scored.join(', ')}`,
    );
  const name = wanted ?? scored[0] ?? names[0];
  const output = name === undefined ? undefined : outputs.get(name);
  if (!output || !isScores(output)) {
    const all = names.map(
      (other) => `${other} ${outputs.get(other)!.dtype}${formatShape(outputs.get(other)!.shape)}`,
    );
    throw new GraphError(
      `the model is not a classifier: expected an output [batch, classes], got ${all.join(', ') || 'none'}`,
    );
  }
  const value = behindCopies(output);
  const type = value.producer?.operator.type;
  if (type === 'Sigmoid')
    throw new GraphError(
      `output ${name}: each class has a separate sigmoid; only a softmax over classes is supported`,
    );
  const softmax = type === 'Softmax' ? 'softmax' : type === 'LogSoftmax' ? 'log-softmax' : 'none';
  const logits = softmax === 'none' ? output : value.producer!.inputs[0]!;
  return { logits, output: { name: name!, softmax } };
}

function behindCopies(output: Value): Value {
  let value = output;
  while (
    value.producer &&
    ['Identity', 'Cast', 'Reshape', 'Squeeze', 'Flatten'].includes(value.producer.operator.type)
  )
    value = value.producer.inputs[0]!;
  return value;
}

/** Whether a value has at least two scores for each picture, and no spatial axes. */
function isScores({ shape, dtype }: Value): boolean {
  const [batch, ...rest] = shape;
  const sizes = rest.filter((size) => size !== 1);
  return (
    batch !== undefined &&
    isFloat(dtype) &&
    sizes.length === 1 &&
    typeof sizes[0] === 'number' &&
    sizes[0] <= mostClasses
  );
}

function asMatrix(value: Value): Value {
  if (value.shape.length === 2) return value;
  const isInOrder = value.shape.slice(1).every((size) => typeof size === 'number');
  return isInOrder ? flatten(value) : reshape(value, [0, -1]);
}
