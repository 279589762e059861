// Sharpness as PIL defines it: each byte's distance from a smoothed picture is multiplied by a factor. 0
// gives the smoothed picture, 1 changes nothing, more than 1 sharpens.
import { toByte, type PictureShape } from './kinds.ts';

/** Changes the bytes of the picture at `offset` in place. The pixels of the edge stay as they are. */
export function sharpen(
  images: Uint8Array,
  offset: number,
  factor: number,
  { channels, height, width }: PictureShape,
): void {
  const plane = height * width;
  const before = images.slice(offset, offset + channels * plane);
  for (let channel = 0; channel < channels; channel++)
    for (let y = 1; y < height - 1; y++) {
      const row = channel * plane + y * width;
      for (let i = row + 1; i < row + width - 1; i++) {
        const smooth = smoothed(before, i, width);
        images[offset + i] = toByte(smooth + factor * (before[i]! - smooth));
      }
    }
}

/** The mean of nine pixels, in which the middle counts five times, in whole numbers. */
function smoothed(bytes: Uint8Array, i: number, width: number): number {
  let sum = 4 * bytes[i]!;
  for (let row = i - width; row <= i + width; row += width)
    sum += bytes[row - 1]! + bytes[row]! + bytes[row + 1]!;
  return Math.floor(sum / 13 + 0.5);
}
