// For tests of decoding: a picture whose four corners are red, green, blue and white (or in grey: black,
// dark, light and white), and a function to check the decoded corners.
import { decodeImage, type DecodeOptions } from '../decode.ts';

export const side = 64;
const colours = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, 1, 1],
] as const;
const greys = [0, 1 / 3, 2 / 3, 1] as const;

/** The corner, 0 to 3, that a pixel belongs to. */
const cornerOf = (i: number): number =>
  (Math.floor(i / side) < side / 2 ? 0 : 2) + (i % side < side / 2 ? 0 : 1);

/** Samples from 0 to 1, the bands side by side: the colours, then further bands with constant values. */
export function colourSamples(...others: readonly number[]): number[] {
  return Array.from({ length: side * side }, (_, i) => [...colours[cornerOf(i)]!, ...others]).flat();
}

/** Like `colourSamples`, in grey. */
export function greySamples(...others: readonly number[]): number[] {
  return Array.from({ length: side * side }, (_, i) => [greys[cornerOf(i)]!, ...others]).flat();
}

export const rightColours = 'ff0000 00ff00 / 0000ff ffffff';
export const rightGreys = '000000 555555 / aaaaaa ffffff';

/**
 * The four corners of a decoded picture, as hexadecimal digits. Pixels that are not opaque include their
 * opacity.
 */
export async function cornersOf(bytes: Uint8Array, options?: DecodeOptions): Promise<string> {
  const { width, height, data } = await decodeImage(bytes, 'picture', side, options);
  const at = (x: number, y: number) => {
    const pixel = data.subarray(4 * (y * width + x), 4 * (y * width + x) + 4);
    return Buffer.from(pixel[3] === 255 ? pixel.subarray(0, 3) : pixel).toString('hex');
  };
  const [right, bottom] = [width - 1, height - 1];
  return `${at(0, 0)} ${at(right, 0)} / ${at(0, bottom)} ${at(right, bottom)}`;
}
