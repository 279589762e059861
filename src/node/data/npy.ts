// Reads NumPy's file format for one array: a magic number, a header that is a Python dictionary, then the
// values (numpy.lib.format, versions 1 to 3). Supports numbers, booleans and text. Python objects are never
// read: they are pickles, which can run code.
import { endianness } from 'node:os';
import { InputError } from '../../errors.ts';
import type { Samples } from '../pictures/samples.ts';

/** An array in C order. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly data: Samples | readonly string[];
}

type NumberArray = new (buffer: ArrayBuffer) => Samples;
const arrays = new Map<string, NumberArray>([
  ['u1', Uint8Array],
  ['b1', Uint8Array],
  ['i1', Int8Array],
  ['u2', Uint16Array],
  ['i2', Int16Array],
  ['u4', Uint32Array],
  ['i4', Int32Array],
  ['f4', Float32Array],
  ['f8', Float64Array],
]);
const mostHeaderBytes = 65_536;

/**
 * Reads an `.npy` file.
 *
 * @param source the name of the file in errors
 * @throws InputError if it is not such a file, is cut off, or has a type that is not supported
 */
export function parseNpy(bytes: Uint8Array, source: string): NpyArray {
  const { type, isFortran, shape, start } = readHeader(bytes, source);
  const count = shape.reduce((product, size) => product * size, 1);
  const size = Number(type.slice(2)) * (type[1] === 'U' ? 4 : 1);
  if (!Number.isSafeInteger(count) || bytes.length - start !== count * size)
    throw new InputError(
      `${source}: expected ${count * size} bytes for an array of ${shape.join('×')}, got ${bytes.length - start} bytes`,
    );
  const data = readData(new Uint8Array(bytes.subarray(start)), type, source);
  return { shape, data: isFortran ? inRowOrder(data, shape) : data };
}

interface Header {
  /** Byte order, kind and size: `<f4`. */
  readonly type: string;
  readonly isFortran: boolean;
  readonly shape: readonly number[];
  /** The offset of the values. */
  readonly start: number;
}

function readHeader(bytes: Uint8Array, source: string): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isNpy = bytes.length >= 12 && String.fromCharCode(...bytes.subarray(0, 6)) === '\x93NUMPY';
  if (!isNpy) throw new InputError(`${source}: expected a NumPy array, got other data`);
  const isLong = bytes[6]! > 1;
  const [length, at] = isLong ? [view.getUint32(8, true), 12] : [view.getUint16(8, true), 10];
  const start = at + length;
  if (start > bytes.length || length > mostHeaderBytes)
    throw new InputError(`${source}: the header is cut off`);
  const header = new TextDecoder('latin1').decode(bytes.subarray(at, start));
  const type = /'descr'\s*:\s*'([<>|=][a-zA-Z]\d+)'/.exec(header)?.[1];
  const shape = /'shape'\s*:\s*\(([\d,\sL]*)\)/.exec(header)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(header)?.[1];
  if (!type || shape === undefined || !order) {
    const descr = /'descr'\s*:\s*('[^']{0,40}'|\[)/.exec(header)?.[1];
    throw unreadType(descr === '[' ? undefined : descr?.slice(1, -1), source);
  }
  const sizes = shape.split(',').flatMap((part) => (part.trim() === '' ? [] : [Number.parseInt(part, 10)]));
  return { type, isFortran: order === 'True', shape: sizes, start };
}

/** Types of arrays that are not supported, by their letters. */
const unreadKinds: ReadonlyMap<string, string> = new Map([
  ['O', 'Python objects (a pickle)'],
  ['V', 'raw bytes'],
  ['c', 'complex numbers'],
  ['M', 'dates'],
  ['m', 'spans of time'],
]);

/** @param type as NumPy writes it; undefined for records, which have a list of types */
function unreadType(type: string | undefined, source: string): InputError {
  const got =
    type === undefined
      ? 'records of several fields'
      : (unreadKinds.get(type[1] ?? '') ?? `values of type '${type}'`);
  return new InputError(`${source}: expected an array of numbers or text, got ${got}`);
}

function readData(bytes: Uint8Array, type: string, source: string): NpyArray['data'] {
  const [order, kind, size] = [type[0]!, type[1]!, Number(type.slice(2))];
  if (kind === 'U' || kind === 'S') return readTexts(bytes, kind, size, order);
  if (isForeignOrder(order)) swapBytes(bytes, size);
  if (/^[iu]8$/.test(type.slice(1))) return readLongs(bytes, kind, source);
  if (type.endsWith('f2')) return readHalves(bytes);
  const array = arrays.get(type.slice(1));
  if (!array) throw unreadType(type, source);
  return new array(bytes.buffer as ArrayBuffer);
}

const isForeignOrder = (order: string): boolean => order === (endianness() === 'LE' ? '>' : '<');

function swapBytes(bytes: Uint8Array, size: number): void {
  for (let at = 0; at + size <= bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}

/** Floats of 16 bits: a sign, 5 bits of exponent, 10 bits of fraction. */
function readHalves(bytes: Uint8Array): Float32Array {
  const halves = new Uint16Array(bytes.buffer as ArrayBuffer);
  return Float32Array.from(halves, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >>> 10) & 0x1f;
    const fraction = (half & 0x3ff) / 1024;
    if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
    return sign * (exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15));
  });
}

/** Whole numbers of 64 bits. Labels and pixels are small enough for float64. */
function readLongs(bytes: Uint8Array, kind: string, source: string): Float64Array {
  const { buffer } = bytes as Uint8Array<ArrayBuffer>;
  const longs = kind === 'i' ? new BigInt64Array(buffer) : new BigUint64Array(buffer);
  const numbers = Float64Array.from(longs, Number);
  const large = numbers.find((number) => !Number.isSafeInteger(number));
  if (large !== undefined)
    throw new InputError(`${source}: expected whole numbers of at most 53 bits, got ${large}`);
  return numbers;
}

/** Text of a fixed length, padded with zeros. */
function readTexts(bytes: Uint8Array, kind: 'U' | 'S', size: number, order: string): string[] {
  const bytesEach = kind === 'U' ? 4 * size : size;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytesEach === 0 ? 0 : bytes.length / bytesEach }, (_, i) => {
    const at = i * bytesEach;
    if (kind === 'S') return new TextDecoder().decode(bytes.subarray(at, at + size)).replace(/\0+$/, '');
    const points = Array.from({ length: size }, (__, j) => view.getUint32(at + 4 * j, order !== '>'));
    return points
      .map((point) => (point === 0 || point > 0x10ffff ? '' : String.fromCodePoint(point)))
      .join('');
  });
}

/** Converts Fortran order (first index fastest) to C order (last index fastest). */
function inRowOrder(data: NpyArray['data'], shape: readonly number[]): NpyArray['data'] {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  const ordered = data.slice() as Samples;
  const index = shape.map(() => 0);
  for (let i = 0; i < data.length; i++) {
    ordered[i] = (data as Samples)[index.reduce((sum, at, axis) => sum + at * strides[axis]!, 0)]!;
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis]! === shape[axis]; axis--) index[axis] = 0;
  }
  return ordered;
}
