// What is known about a tensor before a graph runs: its element type and its shape. A dimension is a number,
// or a name (`batch`) if it is known only at run time.
import { GraphError } from './graph-error.ts';

/** The names of all element types. */
export const dtypes = [
  'float32',
  'float16',
  'float64',
  'uint8',
  'int8',
  'uint16',
  'int16',
  'int32',
  'uint32',
  'int64',
  'uint64',
  'bool',
] as const;
/**
 * The type of a tensor's elements.
 *
 * @useDeclaredType
 */
export type DType = (typeof dtypes)[number];

/** The size of one axis: a number, or a name such as `batch` if it is known only when the graph runs. */
export type Dimension = number | string;
/** The sizes of all axes; none for a scalar. */
export type Shape = readonly Dimension[];

/** What is known about a tensor before the graph runs. */
export interface TensorType {
  /** The type of its elements. */
  readonly dtype: DType;
  /** The sizes of its axes. */
  readonly shape: Shape;
}

/**
 * The elements of a tensor, row by row. Booleans are bytes; float16 is stored as raw bits in a Uint16Array.
 */
export type TensorData =
  | Float32Array
  | Float64Array
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** The array class for each element type. Booleans are bytes; float16 is stored as raw bits. */
export const arrayTypes = {
  float32: Float32Array,
  float16: Uint16Array,
  float64: Float64Array,
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  bool: Uint8Array,
} as const satisfies Record<DType, unknown>;

export const isFloat = (dtype: DType): boolean => dtype.startsWith('float');

/** A shape of numbers only; throws a GraphError if a dimension is a name. */
export function staticShape(shape: Shape): number[] {
  return shape.map((dimension) => {
    if (typeof dimension === 'string')
      throw new GraphError(`expected a fixed shape, got ${formatShape(shape)}`);
    return dimension;
  });
}

/** The number of elements of a fixed shape. */
export const sizeOf = (shape: Shape): number =>
  staticShape(shape).reduce((size, dimension) => size * dimension, 1);

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((dimension, i) => dimension === b[i]);

export const formatShape = (shape: Shape): string => `[${shape.join(', ')}]`;

export const formatType = (type: TensorType): string => `${type.dtype}${formatShape(type.shape)}`;

const [lowest, highest] = [-(2n ** 63n), 2n ** 63n - 1n];

/** A number as an int64; numbers beyond its range, such as the end of a slice, are clamped. */
export function toInt64(number: number): bigint {
  const whole = BigInt(Math.trunc(number));
  return whole > highest ? highest : whole < lowest ? lowest : whole;
}
