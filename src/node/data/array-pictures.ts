// Pictures and labels out of arrays of numbers, whatever their axes and their scale: rows and columns, channels before them or after.
import { InputError } from '../../errors.ts';
import { samplesToBytes, fullScale, type Samples } from '../pictures/samples.ts';
import type { NpyArray } from './npy.ts';
import type { PixelPart } from './pixel-parts.ts';

type Pictures = Pick<PixelPart, 'count' | 'channels' | 'height' | 'width' | 'images'>;

const largestSide = 4096;

/**
 * Pictures, grey or of three channels, of an array `[count, height, width]`, `[count, height, width, channels]`,
 * `[count, channels, height, width]` or `[count, pixels]` where those make a square.
 *
 * @param source what errors call it
 * @throws InputError for other axes, for text, and where it can't be told what is white
 */
export function picturesFromArray({ shape, data }: NpyArray, source: string): Pictures {
  const axes = axesOf(shape);
  const isNumbers = ArrayBuffer.isView(data);
  if (!axes || !isNumbers || ![axes.height, axes.width].every((side) => side >= 1 && side <= largestSide))
    throw new InputError(
      `${source}: expected pictures as [count, height, width], with 1 or 3 channels at most, got ${shape.join('×') || 'one number'}${isNumbers ? '' : ' texts'}`,
    );
  const { isLast, ...size } = axes;
  const bytes = bytesOf(data, source);
  return {
    ...size,
    images: isLast && size.channels > 1 ? inPlanes(bytes, size.count, size.channels) : bytes,
  };
}

interface Axes extends Omit<Pictures, 'images'> {
  /** Whether the channels of a pixel lie side by side. */
  readonly isLast: boolean;
}

function axesOf(shape: readonly number[]): Axes | undefined {
  const [count = 0, a = 0, b = 0, c = 0] = shape;
  const isChannels = (size: number) => size === 1 || size === 3;
  if (shape.length === 2) return flatAxes(count, a);
  if (shape.length === 3) return { count, channels: 1, height: a, width: b, isLast: false };
  if (shape.length !== 4) return undefined;
  if (isChannels(c)) return { count, channels: c, height: a, width: b, isLast: true };
  return isChannels(a) ? { count, channels: a, height: b, width: c, isLast: false } : undefined;
}

/** Squares as a row of numbers: grey, or three planes. */
function flatAxes(count: number, pixels: number): Axes | undefined {
  for (const channels of [1, 3]) {
    const side = Math.sqrt(pixels / channels);
    if (Number.isInteger(side)) return { count, channels, height: side, width: side, isLast: false };
  }
  return undefined;
}

/** On the scale that they are on together. */
function bytesOf(samples: Samples, source: string): Uint8Array {
  try {
    if (samples instanceof Uint8Array && fullScale(samples, { isSet: true }) === 255) return samples;
    return samplesToBytes(samples, { isSet: true });
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${source}: ${error.message}`);
    throw error;
  }
}

/** Of every picture first all of one channel, then all of the next. */
function inPlanes(bytes: Uint8Array, count: number, channels: number): Uint8Array {
  const planes = new Uint8Array(bytes.length);
  const area = bytes.length / count / channels;
  for (let picture = 0; picture < count; picture++) {
    const start = picture * area * channels;
    for (let i = 0; i < area; i++)
      for (let c = 0; c < channels; c++) planes[start + c * area + i] = bytes[start + i * channels + c]!;
  }
  return planes;
}

/**
 * Labels of an array `[count]`, `[count, 1]`, or `[count, classes]` with a single 1 in each row.
 *
 * @param source what errors call it
 * @throws InputError for other axes, and for pictures with several classes or none
 */
export function labelsFromArray({ shape, data }: NpyArray, source: string): PixelPart['labels'] {
  const [count = 0, width = 1, ...more] = shape;
  if (shape.length === 0 || more.length > 0)
    throw new InputError(`${source}: expected labels as [count], got ${shape.join('×') || 'one number'}`);
  if (width === 1) return data;
  if (!ArrayBuffer.isView(data))
    throw new InputError(`${source}: expected one label for each picture, got ${width}`);
  const numbers = data;
  return Array.from({ length: count }, (_, i) => {
    const row = Array.from(numbers.subarray(i * width, (i + 1) * width));
    const label = row.indexOf(1);
    if (label < 0 || row.some((value, c) => value !== (c === label ? 1 : 0)))
      throw new InputError(
        `${source}: expected one class for each picture, got [${row.slice(0, 8).join(', ')}] for picture ${i}`,
      );
    return label;
  });
}
