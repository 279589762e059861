// Constant tensors during computation: numbers row by row, of any type. Lists of sizes may contain names,
// such as `batch`, for sizes that are known only when the graph runs.
import { fromFloat16 } from '../graph/float16.ts';
import type { Graph, Value } from '../graph/graph.ts';
import { GraphError } from '../graph/operator.ts';
import {
  arrayTypes,
  sizeOf,
  toInt64,
  type Dimension,
  type DType,
  type TensorData,
  type TensorType,
} from '../graph/tensor-type.ts';

/** A constant tensor. */
export interface Elements extends TensorType {
  readonly shape: readonly number[];
  /** Row by row. Booleans are 0 and 1; only integers may be names. */
  readonly data: ArrayLike<Dimension>;
}

/** The most elements of a computed tensor; the limit exists because files are untrusted. */
const mostElements = 2 ** 26;

/** An array for this number of elements. @throws GraphError for more than `mostElements` */
export function makeData(dtype: DType, size: number): Dimension[] | Float32Array | Float64Array {
  if (size > mostElements) throw new GraphError(`a constant of ${size} elements is too large`);
  if (dtype === 'float32' || dtype === 'float16') return new Float32Array(size);
  return dtype === 'float64' ? new Float64Array(size) : new Array<Dimension>(size).fill(0);
}

/** A list of whole numbers, or one of them with the shape []. */
export const sizes = (data: readonly Dimension[], shape: readonly number[] = [data.length]): Elements => ({
  dtype: 'int64',
  shape,
  data,
});

/** The elements of a constant of a graph. */
export function elementsOf({ dtype, shape, data }: Value): Elements {
  const fixed = shape as readonly number[];
  if (data instanceof BigInt64Array || data instanceof BigUint64Array)
    return { dtype, shape: fixed, data: Array.from(data, Number) };
  if (dtype === 'float16') return { dtype, shape: fixed, data: fromFloat16(data as Uint16Array) };
  return { dtype, shape: fixed, data: data! };
}

/** Whether all elements are numbers. */
export const isKnown = ({ data, dtype }: Elements): boolean =>
  dtype.startsWith('float') || Array.prototype.every.call(data, (element) => typeof element === 'number');

/** Adds a constant of these elements to a graph. @throws GraphError if an element is a name */
export function addConstant(graph: Graph, elements: Elements, name?: string): Value {
  const { dtype, shape, data } = elements;
  if (!isKnown(elements)) throw new GraphError(`expected fixed sizes, got ${Array.from(data).join(', ')}`);
  return graph.constant(toTensorData(dtype, data), shape, dtype, name);
}

function toTensorData(dtype: DType, data: ArrayLike<Dimension>): TensorData {
  if (dtype === 'float16') throw new GraphError('float16 constants are not computed');
  if (dtype === 'int64') return BigInt64Array.from(data, (element) => toInt64(Number(element)));
  if (dtype === 'uint64') return BigUint64Array.from(data, (element) => BigInt(element));
  const array = arrayTypes[dtype];
  return data instanceof array ? data : array.from(data as ArrayLike<number>);
}

export const countOf = ({ shape }: Elements): number => sizeOf(shape);

/** The distance between elements along each axis. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}

/** The elements of a new shape. A function of the index gives the position of each in the old data. */
export function readFrom(
  source: Elements,
  shape: readonly number[],
  placeOf: (index: readonly number[]) => number,
): Elements {
  const size = sizeOf(shape);
  const data = makeData(source.dtype, size) as Dimension[];
  const index = new Array<number>(shape.length).fill(0);
  for (let i = 0; i < size; i++) {
    data[i] = source.data[placeOf(index)]!;
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis]! === shape[axis]; axis--) index[axis] = 0;
  }
  return { dtype: source.dtype, shape, data };
}
