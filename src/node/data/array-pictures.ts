// Reads pictures and labels from arrays of numbers, with any order of axes: channels may come first or last.
import { InputError } from '../../errors.ts';
import type { NpyArray } from './npy.ts';
import type { SamplePart } from './pixel-parts.ts';

type Pictures = Pick<SamplePart, 'count' | 'channels' | 'height' | 'width' | 'samples' | 'isInterleaved'>;
type Axes = Omit<Pictures, 'samples'>;

const largestSide = 4096;

/**
 * Reads pictures, grey or of three channels, from an array `[count, height, width]`, `[count, height, width,
 * channels]` or `[count, channels, height, width]`. Height and width may be one axis if the pictures are
 * square.
 *
 * @param source the name of the array in errors
 * @throws InputError for other axes, for text, and for colours whose order is unknown
 */
export function picturesFromArray({ shape, data }: NpyArray, source: string): Pictures {
  const axes = axesOf(shape);
  if (axes && ArrayBuffer.isView(data) && [axes.height, axes.width].every(isSide))
    return { ...axes, samples: data };
  const side = shape.length === 2 ? Math.sqrt(shape[1]! / 3) : NaN;
  if (ArrayBuffer.isView(data) && isSide(side))
    throw new InputError(
      `${source}: the shape ${shape.join('×')} may be ${side}×${side} pixels in three colours, but it does not say their order; save the array with the shape [${shape[0]}, ${side}, ${side}, 3]`,
    );
  throw new InputError(
    `${source}: expected pictures of the shape [count, height, width], with 1 or 3 channels if any, got ${shape.join('×') || 'one number'}${ArrayBuffer.isView(data) ? '' : ' texts'}`,
  );
}

const isSide = (side: number): boolean => Number.isInteger(side) && side >= 1 && side <= largestSide;
const isChannels = (size: number): boolean => size === 1 || size === 3;
const leastSide = 4;
/** The side of a square of this many pixels, unless they make no square or could be channels. */
const squareSide = (pixels: number): number | undefined => {
  const side = Math.sqrt(pixels);
  return Number.isInteger(side) && side >= leastSide ? side : undefined;
};

function axesOf(shape: readonly number[]): Axes | undefined {
  const [count = 0, a = 0, b = 0, c = 0] = shape;
  const interleaved = { isInterleaved: true };
  if (shape.length === 2)
    return Number.isInteger(Math.sqrt(a)) ? grey(count, Math.sqrt(a), Math.sqrt(a)) : undefined;
  if (shape.length === 3) {
    const [sideOfA, sideOfB] = [isChannels(b) && squareSide(a), isChannels(a) && squareSide(b)];
    if (sideOfA) return { count, channels: b, height: sideOfA, width: sideOfA, ...(b > 1 && interleaved) };
    if (sideOfB) return { count, channels: a, height: sideOfB, width: sideOfB };
    return grey(count, a, b);
  }
  if (shape.length !== 4) return undefined;
  if (isChannels(c)) return { count, channels: c, height: a, width: b, ...(c > 1 && interleaved) };
  return isChannels(a) ? { count, channels: a, height: b, width: c } : undefined;
}

const grey = (count: number, height: number, width: number): Axes => ({ count, channels: 1, height, width });

/**
 * Reads labels from an array `[count]`, `[count, 1]`, or `[count, classes]` with a single 1 in each row.
 *
 * @param source the name of the array in errors
 * @throws InputError for other axes, and for pictures with several classes or none
 */
export function labelsFromArray({ shape, data }: NpyArray, source: string): SamplePart['labels'] {
  const [count = 0, width = 1, ...more] = shape;
  if (shape.length === 0 || more.length > 0)
    throw new InputError(
      `${source}: expected labels of the shape [count], got ${shape.join('×') || 'one number'}`,
    );
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
