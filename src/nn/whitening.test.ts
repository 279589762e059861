// The whitening kernel: its outputs have unit variance and no correlation.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';
import type { TrainingPictures } from './initializer.ts';
import { conv2d, dense, flatten } from './layers/index.ts';
import { initialWeights, sequential } from './model.ts';
import { measureNormalization } from './preprocessing.ts';
import { whitening } from './whitening.ts';

const random = new Random(1, 'unused');

/** Smooth pictures: neighbours are alike. */
function smoothPictures(channels: number): TrainingPictures {
  const [count, height, width] = [400, 6, 6];
  const draw = new Random(3, 'pictures');
  const images = new Uint8Array(count * channels * height * width);
  for (let start = 0; start < images.length; start += width) {
    let level = draw.between(0, 255);
    for (let i = 0; i < width; i++) {
      level = Math.min(255, Math.max(0, level + draw.between(-40, 40)));
      images[start + i] = Math.round(level);
    }
  }
  return { images, channels, height, width, normalization: measureNormalization([images], channels, 36) };
}

/** Every patch of 2×3 that does not overlap with another, normalised: channels, rows, columns. */
function patchesOf({ images, channels, normalization }: TrainingPictures): number[][] {
  const patches: number[][] = [];
  for (let picture = 0; picture * channels * 36 < images.length; picture++)
    for (const top of [0, 2, 4])
      for (const left of [0, 3]) {
        const patch: number[] = [];
        for (let c = 0; c < channels; c++)
          for (const row of [top, top + 1])
            for (let column = left; column < left + 3; column++) {
              const pixel = images[((picture * channels + c) * 6 + row) * 6 + column]!;
              patch.push((pixel / 255 - normalization.mean[c]!) / normalization.std[c]!);
            }
        patches.push(patch);
      }
  return patches;
}

describe('whitening', () => {
  it.each([1, 2])('gives uncorrelated values of variance 1: %d channels', (channels) => {
    const pictures = smoothPictures(channels);
    const numbers = channels * 6;
    const kernel = whitening([2 * numbers, channels, 2, 3], random, pictures);
    const patches = patchesOf(pictures);
    const answers = patches.map((patch) =>
      Array.from({ length: numbers }, (_, filter) =>
        patch.reduce((sum, value, i) => sum + value * kernel[filter * numbers + i]!, 0),
      ),
    );
    const means = Array.from({ length: numbers }, (_, i) => average(answers.map((answer) => answer[i]!)));
    for (let i = 0; i < numbers; i++)
      for (let j = 0; j <= i; j++) {
        const covariance = average(answers.map((a) => (a[i]! - means[i]!) * (a[j]! - means[j]!)));
        expect(covariance).toBeCloseTo(i === j ? 1 : 0, 4);
      }
  });

  it('has the filters by falling eigenvalue, followed by their negatives', () => {
    const pictures = smoothPictures(1);
    const whole = whitening([12, 1, 2, 3], random, pictures);
    const half = whitening([4, 1, 2, 3], random, pictures);
    expect(half.subarray(0, 12)).toEqual(whole.subarray(0, 12));
    expect(half.subarray(12)).toEqual(half.subarray(0, 12).map((value) => -value));
    // A filter's length is the reciprocal root of its eigenvalue.
    const lengths = Array.from({ length: 6 }, (_, i) => Math.hypot(...whole.subarray(6 * i, 6 * i + 6)));
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
  });

  it('stays bounded if patches do not vary in a direction', () => {
    const images = new Uint8Array(10 * 36).fill(7);
    images.fill(200, 0, 36);
    const flat = { ...smoothPictures(1), images };
    expect(whitening([12, 1, 2, 3], random, flat).every(Number.isFinite)).toBe(true);
  });

  it.each<[string, readonly number[], TrainingPictures | undefined, RegExp]>([
    ['no pictures', [4, 1, 2, 2], undefined, /needs training pictures/],
    ['other channels', [4, 3, 2, 2], smoothPictures(1), /first layer only: expected 1 channel, got 3/],
    ['an odd number of filters', [3, 1, 2, 2], smoothPictures(1), /even number of filters up to 8, got 3/],
    ['too many filters', [10, 1, 2, 2], smoothPictures(1), /even number of filters up to 8, got 10/],
    ['a dense kernel', [36, 4], smoothPictures(1), /for convolutions/],
  ])('refuses %s', (_, shape, pictures, message) => {
    const make = () => whitening(shape, random, pictures);
    expect(make).toThrow(InputError);
    expect(make).toThrow(message);
  });
});

it('a layer that is not trainable has no parameters, and keeps its initial weights', () => {
  const frozen = conv2d({ filters: 4, kernelSize: 2, kernelInitializer: 'whitening', trainable: false });
  const model = sequential([frozen, flatten(), dense({ units: 2 })]);
  const specs = model.weightSpecs([1, 6, 6]);
  expect(specs.filter(({ trainable }) => trainable).map(({ name }) => name)).toEqual([
    'dense/kernel',
    'dense/bias',
  ]);
  const pictures = smoothPictures(1);
  const weights = initialWeights(specs, 1, pictures);
  expect(weights['conv2d/kernel']).toEqual(whitening([4, 1, 2, 2], random, pictures));
  expect(frozen.toJSON()).toMatchObject({ trainable: false });
});

const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
