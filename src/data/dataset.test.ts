// Parts of a data set, its digest, and the arrays of a batch.
import { describe, expect, it } from 'vitest';
import { batchBuffer, batchBytes, batchIn } from './batch-arrays.ts';
import { countByClass, indicesByClass } from './by-class.ts';
import { fashionClassNames, mapSplits, sliceOf, subset, type Dataset } from './dataset.ts';
import { digestOf, digestOfData } from './digest.ts';

/** Four pictures of two channels, each 1×2, whose bytes count on. */
const dataset: Dataset = {
  ...{ name: 'four', classNames: ['a', 'b'], count: 4, channels: 2, height: 1, width: 2 },
  images: Uint8Array.from({ length: 16 }, (_, i) => i),
  labels: Int32Array.of(0, 1, 1, 0),
};
const named = { ...dataset, files: ['0.png', '1.png', '2.png', '3.png'] };

describe('subset', () => {
  it('has the requested pictures in that order, also repeated', () => {
    const part = subset(named, [3, 1, 1]);
    expect(part).toEqual({
      ...{ ...dataset, count: 3, labels: Int32Array.of(0, 1, 1), files: ['3.png', '1.png', '1.png'] },
      images: Uint8Array.of(12, 13, 14, 15, 4, 5, 6, 7, 4, 5, 6, 7),
    });
    expect(subset(dataset, [0])).not.toHaveProperty('files');
    expect(subset(named, [])).toMatchObject({ count: 0, files: [] });
  });
});

describe('sliceOf', () => {
  it('is a view of the pictures from start to before end', () => {
    const part = sliceOf(named, 1, 3);
    expect(part).toEqual({
      ...{ ...dataset, count: 2, labels: Int32Array.of(1, 1), files: ['1.png', '2.png'] },
      images: Uint8Array.of(4, 5, 6, 7, 8, 9, 10, 11),
    });
    expect(part.images.buffer).toBe(named.images.buffer);
    expect(sliceOf(dataset, 0, 1)).not.toHaveProperty('files');
  });
});

it('maps the splits that exist', () => {
  const rename = (one: Dataset) => ({ ...one, name: `${one.name}!` });
  expect(mapSplits({ train: dataset }, rename)).toEqual({ train: rename(dataset) });
  const all = { train: dataset, validation: named, test: dataset };
  expect(mapSplits(all, rename)).toEqual({
    ...{ train: rename(dataset), validation: rename(named), test: rename(dataset) },
  });
});

it('Fashion-MNIST has its ten classes in order', () => {
  expect(fashionClassNames.join()).toBe(
    'T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot',
  );
});

describe('pictures by class', () => {
  it('has a list for each requested or named class', () => {
    expect(indicesByClass([1, 0, 1, 3])).toEqual([[1], [0, 2], [], [3]]);
    expect(indicesByClass([1], 3)).toEqual([[], [0], []]);
    expect(indicesByClass([], 2)).toEqual([[], []]);
  });

  it('counts them', () => {
    expect(countByClass([1, 0, 1, 3], 5)).toEqual([1, 2, 0, 1, 0]);
  });
});

describe('digests', () => {
  it('are SHA-256 in hexadecimal digits', async () => {
    // From FIPS 180-2, appendix B.1, and of nothing.
    expect(await digestOf(new TextEncoder().encode('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(await digestOf(new Uint8Array(0))).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  it('of data do not depend on its name or its place in memory', async () => {
    const own = await digestOfData(dataset);
    const labels = Int32Array.of(9, 0, 1, 1, 0, 9).subarray(1, 5);
    expect(await digestOfData({ ...named, name: 'other', labels, source: '/there' })).toBe(own);
  });

  it.each<[string, Partial<Dataset>]>([
    ['pictures', { images: dataset.images.map((byte) => (byte === 15 ? 16 : byte)) }],
    ['labels', { labels: Int32Array.of(0, 1, 1, 1) }],
    ['names', { classNames: ['a', 'c'] }],
    ['channels', { channels: 1, height: 2 }],
    ['height and width', { height: 2, width: 1 }],
  ])('of data differ if %s differ', async (_, changes) => {
    expect(await digestOfData({ ...dataset, ...changes })).not.toBe(await digestOfData(dataset));
  });
});

describe('the arrays of a batch', () => {
  const room = { shape: dataset, batchSize: 3, isMixed: false };

  it('have four bytes per label, one per pixel, and eight more per mixed picture', () => {
    expect(batchBytes(room)).toBe(3 * (4 + 4));
    expect(batchBytes({ ...room, isMixed: true })).toBe(3 * (4 + 12));
    expect(batchBuffer(room).byteLength).toBe(24);
  });

  it('are in this order: labels, mixed-in labels and shares, pictures', () => {
    const plain = batchIn(batchBuffer(room), room, 2);
    expect([plain.labels.byteOffset, plain.labels.length]).toEqual([0, 2]);
    expect([plain.images.byteOffset, plain.images.length]).toEqual([12, 8]);
    expect(plain).not.toHaveProperty('mixed');
    const mixedRoom = { ...room, isMixed: true };
    const { images, labels, mixed } = batchIn(batchBuffer(mixedRoom), mixedRoom, 3);
    const places = [labels, mixed!.labels, mixed!.shares, images].map(({ byteOffset, length }) => [
      byteOffset,
      length,
    ]);
    expect(places).toEqual([
      [0, 3],
      [12, 3],
      [24, 3],
      [36, 12],
    ]);
  });
});
