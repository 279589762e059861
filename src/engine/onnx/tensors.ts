// The elements of a tensor in a model: inside the file or in another one beside it, in ONNX's element types.
import { fromFloat16 } from '../graph/float16.ts';
import { GraphError } from '../graph/operator.ts';
import { dtypeCodes } from '../graph/operators/index.ts';
import {
  arrayTypes,
  dtypes,
  sizeOf,
  type DType,
  type TensorData,
  type TensorType,
} from '../graph/tensor-type.ts';
import { forTensor, placeOf } from './external-places.ts';
import type { TensorProto, ValueInfoProto } from './messages.ts';

/** How a model is read. */
export interface TensorOptions {
  /** The bytes of a file beside the model, by the name that the model gives; undefined if it is missing. */
  readonly externalData?: ((location: string) => Uint8Array | undefined) | undefined;
  /** Whether every floating-point type is read as float32. */
  readonly asFloat32?: boolean | undefined;
}

/** A tensor of a model. */
export interface DecodedTensor {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: TensorData;
}

/** ONNX's numbers of the element types that have no typed array of their own. */
const [bfloat16, float64, stringType] = [16, dtypeCodes.float64, 8];
const others: Readonly<Record<number, string>> = {
  [stringType]: 'string',
  14: 'complex64',
  15: 'complex128',
  [bfloat16]: 'bfloat16',
  17: 'float8e4m3fn',
  18: 'float8e4m3fnuz',
  19: 'float8e5m2',
  20: 'float8e5m2fnuz',
  21: 'uint4',
  22: 'int4',
  23: 'float4e2m1',
};

/** The element type of ONNX's number. @throws GraphError that names a type that is not supported */
export function dtypeOf(code: number | undefined, { asFloat32 = false }: TensorOptions = {}): DType {
  if (asFloat32 && code === bfloat16) return 'float32';
  const dtype = dtypes.find((name) => dtypeCodes[name] === code);
  if (!dtype) throw new GraphError(`element type ${others[code ?? 0] ?? code ?? 0} is not supported`);
  return asFloat32 && (dtype === 'float16' || dtype === 'float64') ? 'float32' : dtype;
}

/** Whether a tensor's elements are float16 or bfloat16. */
export const isHalf = ({ dataType }: TensorProto): boolean =>
  dataType === dtypeCodes.float16 || dataType === bfloat16;

/** The elements of a tensor. @throws GraphError if they are damaged, missing or not supported */
export const decodeTensor = (tensor: TensorProto, options: TensorOptions = {}): DecodedTensor =>
  forTensor(tensor, () => {
    const { name = '', dims: shape = [] } = tensor;
    const dtype = dtypeOf(tensor.dataType, options);
    if (shape.some((size) => size < 0)) throw new GraphError('expected sizes from 0');
    const data = elementsOf(tensor, dtype, options);
    if (data.length !== sizeOf(shape))
      throw new GraphError(`expected ${sizeOf(shape)} elements in the file, got ${data.length}`);
    return { name, dtype, shape, data };
  });

function elementsOf(tensor: TensorProto, dtype: DType, options: TensorOptions): TensorData {
  const raw = tensor.dataLocation ? externalBytes(tensor, options) : tensor.rawData;
  const stored = tensor.dataType!;
  if (dtype !== 'float32' || stored === dtypeCodes.float32)
    return raw ? fromRaw(raw, dtype) : fromLists(tensor, dtype);
  // Another floating-point type, to be read as float32.
  if (stored === float64)
    return Float32Array.from(raw ? (fromRaw(raw, 'float64') as Float64Array) : (tensor.doubleData ?? []));
  const bits = (raw ? fromRaw(raw, 'uint16') : Uint16Array.from(tensor.int32Data ?? [])) as Uint16Array;
  return stored === bfloat16 ? fromBfloat16(bits) : fromFloat16(bits);
}

/** A bfloat16 is the upper half of a float32. */
const fromBfloat16 = (bits: Uint16Array): Float32Array =>
  new Float32Array(Uint32Array.from(bits, (half) => half << 16).buffer);

function fromRaw(bytes: Uint8Array, dtype: DType): TensorData {
  const array = arrayTypes[dtype];
  if (bytes.byteLength % array.BYTES_PER_ELEMENT !== 0) throw new GraphError('it ends within an element');
  // Copied, because elements must be aligned and the file's bytes are anywhere.
  return new array(new Uint8Array(bytes).buffer);
}

function fromLists({ floatData, int32Data, int64Data, doubleData }: TensorProto, dtype: DType): TensorData {
  if (dtype === 'int64') return BigInt64Array.from(int64Data ?? []);
  if (dtype === 'float32') return Float32Array.from(floatData ?? []);
  if (dtype === 'float64') return Float64Array.from(doubleData ?? []);
  if (dtype === 'uint32' || dtype === 'uint64') throw new GraphError(`a list of ${dtype} is not supported`);
  return arrayTypes[dtype].from(int32Data ?? []);
}

function externalBytes(tensor: TensorProto, { externalData }: TensorOptions): Uint8Array {
  const { location, offset, length } = placeOf(tensor);
  if (!externalData) {
    throw new GraphError(`its elements are in another file, '${location}', expected a model in one file`);
  }
  const bytes = externalData(location);
  if (!bytes) throw new GraphError(`the file of its elements, '${location}', is missing`);
  const end = length === undefined ? bytes.length : offset + length;
  if (offset > bytes.length || end > bytes.length)
    throw new GraphError(`expected bytes ${offset} to ${end} of '${location}', which has ${bytes.length}`);
  return bytes.subarray(offset, end);
}

/** The name and the type of an input; a size without a number or a name is named after the input. */
export function decodeInput(
  { name = '', type }: ValueInfoProto,
  options: TensorOptions,
): TensorType & { readonly name: string } {
  const tensor = type?.tensorType;
  if (!tensor?.shape) throw new GraphError(`input ${name}: expected a tensor of known rank`);
  const shape = (tensor.shape.dim ?? []).map(({ value = -1, param }, axis) =>
    value >= 0 ? value : param || `${name}_${axis}`,
  );
  return { name, dtype: dtypeOf(tensor.elemType, options), shape };
}
