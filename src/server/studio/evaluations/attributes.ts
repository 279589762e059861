// What can be said of each picture without a model: how bright, how rich in contrast and how sharp it is.
import type { Dataset } from '../../../data/dataset.ts';

/** The names of the figures, in their order. */
export const pictureFigures = ['brightness', 'contrast', 'sharpness'] as const;

/**
 * The figures of each picture, each from 0 to 1: the mean of its bytes, their standard deviation, and the
 * mean difference of neighbouring bytes.
 *
 * @returns `[3][count]`
 */
export function measurePictures({
  count,
  channels,
  height,
  width,
  images,
}: Dataset): Record<(typeof pictureFigures)[number], Float32Array> {
  const [brightness, contrast, sharpness] = pictureFigures.map(() => new Float32Array(count));
  const size = channels * height * width;
  for (let i = 0; i < count; i++) {
    const picture = images.subarray(i * size, (i + 1) * size);
    const { mean, deviation } = spreadOf(picture);
    brightness![i] = mean / 255;
    contrast![i] = deviation / 255;
    sharpness![i] = stepOf(picture, width, height) / 255;
  }
  return { brightness: brightness!, contrast: contrast!, sharpness: sharpness! };
}

function spreadOf(picture: Uint8Array): { mean: number; deviation: number } {
  let [sum, squares] = [0, 0];
  for (const value of picture) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / picture.length;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / picture.length - mean * mean)) };
}

/** The mean absolute difference of neighbours beside and below each other, over all channels. */
function stepOf(picture: Uint8Array, width: number, height: number): number {
  const area = width * height;
  let [sum, count] = [0, 0];
  for (let start = 0; start < picture.length; start += area)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const at = start + y * width + x;
        if (x + 1 < width) [sum, count] = [sum + Math.abs(picture[at + 1]! - picture[at]!), count + 1];
        if (y + 1 < height) [sum, count] = [sum + Math.abs(picture[at + width]! - picture[at]!), count + 1];
      }
  return count === 0 ? 0 : sum / count;
}
