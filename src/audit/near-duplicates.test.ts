// From pictures to pairs: descriptions, their distances for shifted pictures, and planted pairs.
import { describe, expect, it } from 'vitest';
import { sketches } from '../data/sketches.ts';
import type { Dataset } from '../data/dataset.ts';
import { nearestNeighbours } from '../neighbours/nearest-neighbours.ts';
import { squaredDistance } from '../neighbours/vectors.ts';
import { Random } from '../random.ts';
import { describePictures } from './descriptors.ts';
import { findNearDuplicates } from './near-duplicates.ts';
import { findOutliers } from './outliers.ts';
import { pictureDistance, shiftReach } from './picture-distance.ts';

const { train } = sketches({ train: 300, test: 10 });
const size = 28 * 28;

/** A data set with copies of its first pictures in the place of its last, moved and with noise. */
function plant(dataset: Dataset, pairs: number, deviation: number): Dataset {
  const images = dataset.images.slice();
  const random = new Random(3, 'plant');
  for (let i = 0; i < pairs; i++) {
    const [down, right] = [random.integer(3) - 1, random.integer(3) - 1];
    const copy = moved(images.subarray(i * size, (i + 1) * size), down, right);
    const noisy = copy.map((value) => Math.max(0, Math.min(255, value + deviation * random.normal())));
    images.set(noisy, (dataset.count - 1 - i) * size);
  }
  return { ...dataset, images };
}

const moved = (picture: Uint8Array, down: number, right: number): Uint8Array =>
  picture.map((_, i) => {
    const [y, x] = [Math.floor(i / 28) - down, (i % 28) - right];
    return y >= 0 && x >= 0 && y < 28 && x < 28 ? picture[28 * y + x]! : 0;
  });

describe('pictureDistance', () => {
  const shape = { channels: 1, height: 2, width: 3 };
  const images = Uint8Array.of(
    0,
    0,
    0,
    0,
    0,
    0,
    255,
    255,
    255,
    255,
    255,
    255,
    9,
    51,
    102,
    9,
    51,
    102,
    51,
    102,
    7,
    51,
    102,
    7,
  );

  it('is 0 for equal pictures, 1 for black and white, and otherwise the root mean square', () => {
    expect(pictureDistance(images, shape, 0, 0)).toBe(0);
    expect(pictureDistance(images, shape, 0, 1)).toBe(1);
    // Black against the third: without its brightest column, that is moved off, 9 and 51.
    expect(pictureDistance(images, shape, 0, 2)).toBeCloseTo(Math.sqrt((9 ** 2 + 51 ** 2) / 2) / 255, 12);
  });

  it('ignores a shift, in both directions', () => {
    expect(pictureDistance(images, shape, 2, 3)).toBe(0);
    expect(pictureDistance(images, shape, 3, 2)).toBe(0);
  });

  it('stops at the bound', () => {
    expect(pictureDistance(images, shape, 0, 1, 0.9)).toBe(Infinity);
    expect(shiftReach({ channels: 3, height: 64, width: 80 })).toBe(2);
  });
});

describe('describePictures', () => {
  it('is linear in the brightness of flat pictures, which have no tangents', () => {
    const flat = (value: number) => new Array<number>(3 * size).fill(value);
    const images = Uint8Array.from([...flat(0), ...flat(51), ...flat(255)]);
    const dataset = { ...train, channels: 3, count: 3, images, labels: new Int32Array(3) };
    const { vectors, tangents } = describePictures(dataset);
    expect(vectors.dimensions).toBe(300);
    expect(Math.sqrt(squaredDistance(vectors, 0, vectors, 2))).toBeCloseTo(1, 5);
    expect(Math.sqrt(squaredDistance(vectors, 0, vectors, 1))).toBeCloseTo(0.2, 5);
    tangents.forEach(({ values }) => expect(values.every((value) => value === 0)).toBe(true));
  });

  it('has orthonormal tangents that explain most of a shift by a pixel', () => {
    const pair = { ...train, count: 2, labels: new Int32Array(2) };
    for (let i = 0; i < 20; i++) {
      const picture = train.images.slice(i * size, (i + 1) * size);
      const images = Uint8Array.from([...picture, ...moved(picture, 1, -1)]);
      const { vectors, tangents } = describePictures({ ...pair, images });
      const plain = squaredDistance(vectors, 0, vectors, 1);
      expect(squaredDistance(vectors, 0, vectors, 1, tangents)).toBeLessThan(0.15 * plain);
      const [a, b] = tangents.map(({ values, dimensions }) => values.subarray(0, dimensions));
      const product = (p: Float32Array, q: Float32Array) =>
        p.reduce((sum, value, k) => sum + value * q[k]!, 0);
      expect(product(a!, a!)).toBeCloseTo(1, 5);
      expect(product(b!, b!)).toBeCloseTo(1, 5);
      expect(product(a!, b!)).toBeCloseTo(0, 5);
    }
  });
});

describe('findNearDuplicates', () => {
  it.each([0, 5, 10])(
    'ranks copies shifted by a pixel with noise of %i before all others',
    async (deviation) => {
      const dataset = plant(train, 30, deviation);
      const { vectors, tangents } = describePictures(dataset);
      const neighbours = await nearestNeighbours(vectors, vectors, { k: 10, ignoring: tangents, threads: 1 });
      const found = findNearDuplicates(dataset, neighbours, 40);
      const planted = new Set(Array.from({ length: 30 }, (_, i) => `${i} ${299 - i}`));
      expect(new Set(found.slice(0, 30).map(({ a, b }) => `${a} ${b}`))).toEqual(planted);
      found.reduce((before, { distance }) => {
        expect(distance).toBeGreaterThanOrEqual(before);
        return distance;
      }, 0);
      expect(findNearDuplicates(dataset, neighbours, 5)).toEqual(found.slice(0, 5));
      // With few pictures in memory at a time: pairs within a block, and of one block with later ones.
      for (const most of [1, 70, 280])
        expect(findNearDuplicates(dataset, neighbours, 40, most)).toEqual(found);
    },
  );
});

describe('findOutliers', () => {
  it('ranks by the mean distance to the neighbours', () => {
    const neighbours = {
      ...{ count: 3, k: 2, indices: new Int32Array(6) },
      distances: Float32Array.of(1, 2, 4, 6, 1, 1),
    };
    expect(findOutliers(neighbours, 5, 2)).toEqual([
      { index: 1, score: 5 },
      { index: 0, score: 1.5 },
    ]);
  });

  it('finds noise among sketches', async () => {
    const dataset = { ...train, images: train.images.slice() };
    const random = new Random(1, 'noise');
    for (let i = 0; i < size; i++) dataset.images[77 * size + i] = random.integer(256);
    const { vectors, tangents } = describePictures(dataset);
    const neighbours = await nearestNeighbours(vectors, vectors, { k: 10, ignoring: tangents, threads: 1 });
    expect(findOutliers(neighbours, 10, 3).map(({ index }) => index)).toContain(77);
  });
});
