// Compresses a saved model: stores kernels in half precision, or as int8 with a scale for each output
// channel. The graph converts them to float32 before it computes. Runtimes do this once, when they open it:
// results differ only by the rounding of the weights, and no run is slower. (ONNX Runtime would run
// DequantizeLinear again in every run.) Biases and normalisation are few and stay as they are. Activations
// are not quantised.
import { fromFloat16, largestFloat16, toFloat16 } from '../engine/graph/float16.ts';
import { GraphError } from '../engine/graph/graph-error.ts';
import type { Graph, Node, Value } from '../engine/graph/graph.ts';
import { Cast, Conv, dtypeCodes, Gemm, MatMul, Mul } from '../engine/graph/operators/index.ts';
import { readAttributes } from '../engine/graph/operator.ts';
import { sizeOf, type Shape } from '../engine/graph/tensor-type.ts';
import { decodeMetadata, decodeModel } from '../engine/onnx/decode.ts';
import { encodeModel } from '../engine/onnx/encode.ts';
import { rewrite } from '../engine/passes/rewrite.ts';
import { indexAlong } from '../engine/passes/unpack-constants.ts';
import { InputError } from '../errors.ts';
import { decodeModelCard } from './classifier-file.ts';
import type { SmallStorage } from './small-storage.ts';

/**
 * The bytes of a saved model with its kernels stored as `float16` or `int8`. It opens and works like any
 * other. Equal inputs give equal bytes.
 *
 * In half precision each weight becomes the nearest number; ties go to the one whose last bit is 0. As int8,
 * the weights of an output channel with the largest magnitude m become multiples of m / 127, so none changes
 * by more than m / 254.
 *
 * @param source the name of the model in errors
 * @throws InputError if the bytes are not a model of ours, if its weights are already compressed, or if a
 *   weight is not finite or beyond the range of half precision
 * @example await writeFile('small.onnx', quantizeWeights(await readFile('best.onnx'), 'int8', 'best.onnx'));
 */
export function quantizeWeights(bytes: Uint8Array, storage: SmallStorage, source = 'model'): Uint8Array {
  const { weightStorage } = decodeModelCard(bytes, source);
  if (weightStorage !== undefined) {
    throw new InputError(`${source}: expected weights stored as float32, got ${weightStorage}`);
  }
  const metadata = { ...decodeMetadata(bytes), 'atelier.weightStorage': JSON.stringify(storage) };
  try {
    return encodeModel(packKernels(decodeModel(bytes), storage), { metadata });
  } catch (error) {
    if (!(error instanceof GraphError || error instanceof InputError)) throw error;
    throw new InputError(`${source}: ${error.message}`);
  }
}

/**
 * The graph with its kernels that are float32 constants in a small storage.
 *
 * @param options.keptShare the smallest kernels stay as they are: as many as have at most this share of all
 *   kernels' weights together
 */
export function packKernels(graph: Graph, storage: SmallStorage, { keptShare = 0 } = {}): Graph {
  const kept = smallestKernels(graph, keptShare);
  const packed = new Map<Value, Value>();
  return rewrite(graph, (node, { graph: target, translate }) => {
    const axis = channelAxis(node);
    if (axis === undefined) return undefined;
    const kernel = node.inputs[1]!;
    if (kept.has(kernel)) return undefined;
    const small = packed.get(kernel) ?? pack[storage](target, kernel, axis);
    packed.set(kernel, small);
    const inputs = node.inputs.map((value) => (value === kernel ? small : value && translate(value)));
    return target.add(node.operator, inputs, node.attributes, node.outputs.length, node.name);
  });
}

/** The smallest kernels that have at most the given share of all kernels' weights together. */
function smallestKernels({ nodes }: Graph, share: number): ReadonlySet<Value> {
  const found = nodes.flatMap((node) => (channelAxis(node) === undefined ? [] : [node.inputs[1]!]));
  const kernels = [...new Set(found)].sort((a, b) => sizeOf(a.shape) - sizeOf(b.shape));
  let left = share * kernels.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const tooMany = kernels.findIndex(({ shape }) => (left -= sizeOf(shape)) < 0);
  return new Set(kernels.slice(0, tooMany < 0 ? undefined : tooMany));
}

/**
 * The axis of a node's kernel along which its output channels or units lie; undefined if it has no constant
 * kernel.
 */
function channelAxis(node: Node): number | undefined {
  const kernel = node.inputs[1];
  if (!kernel?.data || kernel.dtype !== 'float32' || kernel.shape.length < 2) return undefined;
  if (node.operator === Conv) return 0;
  if (node.operator === Gemm) return readAttributes(Gemm.attributes, node).transB === 1 ? 0 : 1;
  return node.operator === MatMul ? kernel.shape.length - 1 : undefined;
}

type Pack = (graph: Graph, kernel: Value, axis: number) => Value;

/** Replaces a kernel, under the same name, by its compressed form and a conversion to float32. */
const pack: Readonly<Record<SmallStorage, Pack>> = {
  float16: (graph, { name, shape, data }) => {
    const halves = roundToHalf(data as Float32Array, name);
    return widen(graph, graph.constant(halves, shape, 'float16', `${name}:float16`), name);
  },
  int8: (graph, { name, shape, data }, axis) => {
    const { levels, scales } = roundToBytes(data as Float32Array, shape, axis, name);
    const bytes = widen(graph, graph.constant(levels, shape, 'int8', `${name}:int8`), `${name}:levels`);
    const scaleShape = shape.map((size, i) => (i === axis ? size : 1));
    const scale = graph.constant(scales, scaleShape, 'float32', `${name}:scale`);
    return graph.add(Mul, [bytes, scale], {}, 1, name)[0]!;
  },
};

const widen = (graph: Graph, value: Value, name: string): Value =>
  graph.add(Cast, [value], { to: dtypeCodes.float32 }, 1, name)[0]!;

function roundToHalf(weights: Float32Array, name: string): Uint16Array {
  const halves = toFloat16(weights);
  const lost = fromFloat16(halves).findIndex((value) => !Number.isFinite(value));
  if (lost < 0) return halves;
  throw new InputError(
    `${name}: expected numbers from -${largestFloat16} to ${largestFloat16} for float16, got ${weights[lost]}`,
  );
}

interface Levels {
  /** Whole numbers from -127 to 127, or within the given magnitude. */
  readonly levels: Int8Array;
  /** The value of a level of 1, for each channel. */
  readonly scales: Float32Array;
}

/** The smallest normal number of single precision. */
const smallestScale = 2 ** -126;

/**
 * Rounds a kernel to whole multiples of a scale for each index along an axis.
 *
 * @param name names the kernel in errors
 * @param largestLevel the largest magnitude of a level
 */
export function roundToBytes(
  weights: Float32Array,
  shape: Shape,
  axis: number,
  name: string,
  largestLevel = 127,
): Levels {
  const channelOf = indexAlong(shape, axis);
  const scales = new Float32Array(sizeOf([shape[axis]!]));
  weights.forEach((weight, i) => {
    if (!Number.isFinite(weight)) throw new InputError(`${name}: expected numbers for int8, got ${weight}`);
    scales[channelOf(i)] = Math.max(scales[channelOf(i)]!, Math.abs(weight));
  });
  // A channel of zeros, or of numbers so small that the scale would be subnormal, has all its levels at 0.
  scales.forEach(
    (largest, i) => (scales[i] = largest / largestLevel < smallestScale ? 1 : largest / largestLevel),
  );
  const levels = Int8Array.from(weights, (weight, i) => roundToEven(weight / scales[channelOf(i)]!));
  return { levels, scales };
}

/** The nearest whole number; ties go to the even one. */
function roundToEven(value: number): number {
  const nearest = Math.round(value);
  return nearest - value === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest;
}
