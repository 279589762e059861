// Kernels that whiten patches of pictures. They are measured on the training pictures before the first step,
// not drawn. Neighbouring pixels are strongly correlated; the filters of a whitening kernel return
// uncorrelated numbers of equal variance, so the layers after it learn faster.
import { InputError } from '../errors.ts';
import { counted } from '../number-words.ts';
import type { Initializer, TrainingPictures } from './initializer.ts';
import { eigenOfSymmetric } from './symmetric-eigen.ts';

/** More pictures would change nothing visible. */
/** The covariance is that of at most so many pictures, the first ones. */
export const mostPictures = 5000;
/**
 * The smallest eigenvalue to divide by, as a share of the largest, so that directions in which patches hardly
 * vary are not amplified.
 */
const floor = 1e-3;

/**
 * The kernel `[filters, channels, height, width]` of the first layer. Its filters are the eigenvectors of the
 * covariance of patches of the pictures, each divided by the root of its eigenvalue, the largest first. Their
 * negatives follow, so that a ReLU after them loses nothing (Jordan, 2024, "94% on CIFAR-10 in 3.29 seconds
 * on a single GPU", section 3.2).
 *
 * @throws InputError if the layer is not a convolution, if there are no pictures to measure, if they have
 *   another number of channels, or if the number of filters is odd or more than twice the size of a patch
 */
export const whitening: Initializer = ([filters, channels, height, width], _random, pictures) => {
  if (!height || !width) throw new InputError('kernelInitializer: whitening works for convolutions only');
  const numbers = channels! * height * width;
  if (!pictures) throw new InputError('kernelInitializer: whitening needs training pictures to measure');
  if (pictures.channels !== channels)
    throw new InputError(
      `kernelInitializer: whitening works for the first layer only: expected ${counted(pictures.channels, 'channel')}, got ${channels}`,
    );
  if (filters! % 2 > 0 || filters! > 2 * numbers)
    throw new InputError(
      `kernelInitializer: whitening: expected an even number of filters up to ${2 * numbers}, got ${filters}`,
    );
  const largestFirst = eigenOfSymmetric(patchCovariance(pictures, height, width), numbers);
  const least = floor * largestFirst[0]!.value;
  const half = largestFirst.slice(0, filters! / 2).flatMap(({ value, vector }) => {
    const scale = 1 / Math.sqrt(Math.max(value, least));
    return Array.from(vector, (element) => element * scale);
  });
  return Float32Array.from([...half, ...half.map((value) => -value)]);
};

/**
 * The covariance `[numbers, numbers]` of non-overlapping patches as the network sees them: pixels normalised
 * to mean 0 and variance 1.
 */
function patchCovariance(
  { images, channels, height, width, normalization }: TrainingPictures,
  rows: number,
  columns: number,
): Float64Array {
  const size = channels * height * width;
  const count = Math.min(mostPictures, images.length / size);
  const numbers = channels * rows * columns;
  const sums = new Float64Array(numbers);
  const products = new Float64Array(numbers * numbers);
  const patch = new Float64Array(numbers);
  let patches = 0;
  for (let picture = 0; picture < count; picture++) {
    for (let top = 0; top + rows <= height; top += rows) {
      for (let left = 0; left + columns <= width; left += columns) {
        readPatch(picture, top, left);
        patches++;
        for (let i = 0; i < numbers; i++) {
          sums[i]! += patch[i]!;
          for (let j = 0; j <= i; j++) products[i * numbers + j]! += patch[i]! * patch[j]!;
        }
      }
    }
  }
  return products.map((_, k) => covariance(k));

  function readPatch(picture: number, top: number, left: number): void {
    for (let i = 0; i < numbers; i++) {
      const channel = Math.floor(i / (rows * columns));
      const row = top + (Math.floor(i / columns) % rows);
      const pixel = images[picture * size + (channel * height + row) * width + left + (i % columns)]!;
      patch[i] = (pixel / 255 - normalization.mean[channel]!) / normalization.std[channel]!;
    }
  }

  function covariance(k: number): number {
    const [i, j] = [Math.floor(k / numbers), k % numbers];
    const product = products[Math.max(i, j) * numbers + Math.min(i, j)]!;
    return product / patches - (sums[i]! / patches) * (sums[j]! / patches);
  }
}
