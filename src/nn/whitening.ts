// The kernels that whiten patches of pictures: measured on the training pictures before the first step, not
// drawn. Neighbouring pixels say much the same; the filters of such a kernel give numbers of equal variance
// that do not depend on each other, so that the layers behind it learn faster.
import { InputError } from '../errors.ts';
import type { Initializer, TrainingPictures } from './initializer.ts';
import { eigenOfSymmetric } from './symmetric-eigen.ts';

/** More would change nothing that is seen. */
const mostPictures = 5000;
/** Of the largest eigenvalue: directions in which patches hardly differ are not blown up. */
const floor = 1e-3;

/**
 * The kernel `[filters, channels, height, width]` of the first layer, whose filters are the eigenvectors of
 * the covariance of patches of the pictures, each divided by the root of its eigenvalue, the largest first,
 * and after all of them their negatives, so that a ReLU behind them loses nothing (Jordan, 2024, "94% on
 * CIFAR-10 in 3.29 seconds on a single GPU", section 3.2).
 *
 * @throws InputError for what is no convolution, where there are no pictures to measure or their channels are
 *   others, and where filters are not an even number of at most twice as many as a patch has numbers
 */
export const whitening: Initializer = ([filters, channels, height, width], _random, pictures) => {
  if (!height || !width) throw new InputError('kernelInitializer: whitening is for convolutions');
  const numbers = channels! * height * width;
  if (!pictures) throw new InputError('kernelInitializer: whitening needs training pictures to measure');
  if (pictures.channels !== channels)
    throw new InputError(
      `kernelInitializer: whitening is for the first layer: expected ${pictures.channels} channels, got ${channels}`,
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
 * `[numbers, numbers]`, of patches that do not overlap, as the network sees them: pixels scaled to mean 0 and
 * variance 1.
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
