// Pixels in a request: numbers in JSON, nested or not, or bytes behind the JSON.
import { shown } from '../../config-error.ts';
import { InputError } from '../../errors.ts';
import type { InferRequest } from './schemas.ts';

type RequestInput = InferRequest['inputs'][number];

/** The bytes of tensors behind the JSON of a request, taken from first to last. */
export class BinaryTensors {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** @throws InputError if fewer are left */
  take(name: string, size: number): Uint8Array {
    const left = this.bytes.length - this.at;
    if (size > left)
      throw new InputError(`input '${name}': expected ${size} bytes behind the JSON, got ${left}`);
    this.at += size;
    return this.bytes.subarray(this.at - size, this.at);
  }

  /** @throws InputError if some are left that belong to no input */
  end(): void {
    const left = this.bytes.length - this.at;
    if (left > 0)
      throw new InputError(
        `request: ${left} bytes behind the JSON belong to no input; their sizes are in binary_data_size`,
      );
  }
}

/**
 * The pixels of an input.
 *
 * @param size the number of elements by the input's shape
 * @returns `size` bytes
 * @throws InputError if there are not as many, or one is not a whole number from 0 to 255
 */
export function pixelsOf(input: RequestInput, size: number, binary: BinaryTensors): Uint8Array {
  const { name, data, shape, parameters: { binary_data_size: bytes } = {} } = input;
  if (bytes !== undefined) {
    if (data) throw new InputError(`input '${name}': expected data or binary_data_size, got both`);
    if (bytes !== size)
      throw new InputError(
        `input '${name}': expected binary_data_size ${size} for the shape [${shape.join(', ')}], got ${bytes}`,
      );
    return binary.take(name, bytes);
  }
  if (!data) throw new InputError(`input '${name}': expected data or binary_data_size, got neither`);
  const pixels = new Uint8Array(size);
  const count = Array.isArray(data[0])
    ? fillNested(name, pixels, data, shape, 0, 0)
    : fillFlat(name, pixels, data, 0);
  if (count !== size)
    throw new InputError(
      `input '${name}': expected ${size} numbers for the shape [${shape.join(', ')}], got ${count}`,
    );
  return pixels;
}

/** Copies numbers to `pixels` from `at`. @returns where they end */
function fillFlat(name: string, pixels: Uint8Array, numbers: readonly unknown[], at: number): number {
  for (let i = 0; i < numbers.length && at + i < pixels.length; i++) {
    const value = numbers[i];
    if (!(Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 255))
      throw new InputError(
        `input '${name}': expected whole numbers from 0 to 255 (UINT8), got ${shown(value)}`,
      );
    pixels[at + i] = value as number;
  }
  return at + numbers.length;
}

/** Like `fillFlat`, for arrays in arrays as the shape says. */
function fillNested(
  name: string,
  pixels: Uint8Array,
  data: readonly unknown[],
  shape: readonly number[],
  axis: number,
  at: number,
): number {
  if (data.length !== shape[axis])
    throw new InputError(
      `input '${name}': expected arrays of ${shape[axis] ?? 'no'} elements on axis ${axis}, got ${data.length}`,
    );
  if (axis === shape.length - 1) return fillFlat(name, pixels, data, at);
  return data.reduce<number>((place, part) => {
    if (!Array.isArray(part))
      throw new InputError(`input '${name}': expected arrays on axis ${axis}, got ${shown(part)}`);
    return fillNested(name, pixels, part as unknown[], shape, axis + 1, place);
  }, at);
}
