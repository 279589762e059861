// Sketches: shapes, balance, reproducibility, and classes that differ but overlap.
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { type Dataset, fashionClassNames } from './dataset.ts';
import { sketches } from './sketches.ts';

const size = 28 * 28;
let train: Dataset;
let test: Dataset;
beforeAll(() => {
  ({ train, test } = sketches({ seed: 7, train: 1000, test: 305 }));
});
const image = (dataset: Dataset, index: number) => dataset.images.subarray(index * size, (index + 1) * size);

function classCounts({ labels }: Dataset): number[] {
  const counts = fashionClassNames.map(() => 0);
  for (const label of labels) counts[label]!++;
  return counts;
}

function classMeans(dataset: Dataset): Float64Array[] {
  const means = fashionClassNames.map(() => new Float64Array(size));
  dataset.labels.forEach((label, index) => {
    image(dataset, index).forEach((pixel, at) => (means[label]![at]! += pixel / 100));
  });
  return means;
}

function nearest(means: readonly Float64Array[], pixels: Uint8Array): number {
  const distances = means.map((mean) => mean.reduce((sum, value, at) => sum + (value - pixels[at]!) ** 2, 0));
  return distances.indexOf(Math.min(...distances));
}

describe('sketches', () => {
  it('has the classes and shapes of Fashion-MNIST, under its own name', () => {
    expect(train).toMatchObject({ name: 'sketches', count: 1000, channels: 1, height: 28, width: 28 });
    expect(train.classNames).toEqual(fashionClassNames);
    expect(train.images).toHaveLength(1000 * size);
    expect(test.images).toHaveLength(305 * size);
  });

  it('is balanced to within one image, and shuffled', () => {
    expect(classCounts(train)).toEqual(Array(10).fill(100));
    expect(classCounts(test)).toEqual([31, 31, 31, 31, 31, 30, 30, 30, 30, 30]);
    expect(new Set(train.labels.subarray(0, 30)).size).toBeGreaterThan(6);
    expect([...train.labels.subarray(0, 10)]).not.toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('depends on the seed only', () => {
    const small = { train: 20, test: 10 };
    expect(sketches({ seed: 7, ...small })).toEqual(sketches({ seed: 7, ...small }));
    expect(sketches({ seed: 8, ...small }).train.images).not.toEqual(
      sketches({ seed: 7, ...small }).train.images,
    );
  });

  it('draws no picture twice', () => {
    const all = [train, test].flatMap((split) =>
      Array.from({ length: split.count }, (_, index) => image(split, index).join()),
    );
    expect(new Set(all).size).toBe(1305);
  });

  it('draws light garments on a dark ground', () => {
    for (let index = 0; index < train.count; index++) {
      const pixels = image(train, index);
      const lit = pixels.filter((pixel) => pixel > 20).length / size;
      expect(lit, `share of lit pixels of image ${index}`).toBeGreaterThan(0.04);
      expect(lit, `share of lit pixels of image ${index}`).toBeLessThan(0.8);
      expect(Math.max(...pixels)).toBeGreaterThan(50);
    }
  });

  it('has classes that differ but overlap: class means recognise 45 % to 85 %', () => {
    const means = classMeans(train);
    const right = test.labels.filter((label, index) => nearest(means, image(test, index)) === label).length;
    expect(right / test.count).toBeGreaterThan(0.45);
    expect(right / test.count).toBeLessThan(0.85);
  });

  it.each([
    [{ train: 9 }, 'train: expected an integer of at least 10 sketches, got 9'],
    [{ train: 10, test: 10.5 }, 'test: expected an integer of at least 10 sketches, got 10.5'],
    [{ seed: 0.5 }, 'seed: expected an integer, got 0.5'],
  ])('refuses %o', (options, expected) => {
    expect(() => sketches(options)).toThrow(InputError);
    expect(() => sketches(options)).toThrow(expected);
  });

  // Results in the docs, and runs that are resumed, rely on the same pictures in every version.
  it('is the same data set in every version', () => {
    const digest = ({ images, labels }: Dataset) =>
      createHash('sha256').update(images).update(labels).digest('hex').slice(0, 16);
    const { train, test } = sketches({ train: 200, test: 100, seed: 3 });
    expect([digest(train), digest(test)]).toEqual(['ac2bfcf1ddf58dc9', 'ce7b69c34f6719a6']);
  });
});
