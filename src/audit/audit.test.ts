// The parts of an audit, then all of it on sketches with planted faults.
import { describe, expect, it } from 'vitest';
import { sketches } from '../data/sketches.ts';
import { subset } from '../data/dataset.ts';
import { readPictures } from '../data/pictures.ts';
import { InputError } from '../errors.ts';
import { auditData } from './audit.ts';
import { predictOutOfFold } from './cross-validation.ts';
import { outside, stratifiedFolds } from '../data/folds.ts';
import { placeIn, poolSplits } from './pooled-splits.ts';

const data = sketches({ train: 400, test: 60 });

describe('poolSplits', () => {
  it('joins the splits in order, and maps pictures back', () => {
    const validation = { ...subset(data.train, [7, 8]), files: ['g.png', 'h.png'] };
    const { dataset, parts } = poolSplits({ ...data, validation });
    expect(parts).toEqual([
      { split: 'train', first: 0, count: 400 },
      { split: 'validation', first: 400, count: 2 },
      { split: 'test', first: 402, count: 60 },
    ]);
    expect(dataset).toMatchObject({ count: 462 });
    expect(dataset.files).toBeUndefined(); // not all have some
    const picture = new Uint8Array(784);
    readPictures(dataset.images, [400], 784, picture);
    expect(picture).toEqual(data.train.images.subarray(7 * 784, 8 * 784));
    expect(dataset.labels.subarray(402)).toEqual(data.test.labels);
    expect([0, 399, 400, 402, 461].map((number) => placeIn(parts, number))).toEqual([
      { split: 'train', index: 0 },
      { split: 'train', index: 399 },
      { split: 'validation', index: 0 },
      { split: 'test', index: 0 },
      { split: 'test', index: 59 },
    ]);
  });

  it('refuses pictures of two sizes', () => {
    const test = { ...data.test, height: 14, width: 56 };
    expect(() => poolSplits({ ...data, test })).toThrow(
      new InputError(
        'sketches: expected pictures of 28×28 with 1 channel in all splits, got 56×14 with 1 channel',
      ),
    );
    const grey = data.test;
    const images = new Uint8Array(3 * grey.images.length);
    expect(() => poolSplits({ ...data, test: { ...grey, channels: 3, images } })).toThrow(
      /expected pictures of 28×28 with 1 channel in all splits, got 28×28 with 3 channels/,
    );
  });

  it('keeps file names if every picture has one, and leaves out empty splits', () => {
    const named = (indices: number[]) => ({
      ...subset(data.train, indices),
      files: indices.map((index) => `${index}.png`),
    });
    const splits = { train: named([4, 5]), validation: { ...named([]), count: 0 }, test: named([9]) };
    const { dataset, parts } = poolSplits(splits);
    expect(dataset.files).toEqual(['4.png', '5.png', '9.png']);
    expect(parts).toEqual([
      { split: 'train', first: 0, count: 2 },
      { split: 'test', first: 2, count: 1 },
    ]);
    expect(() => poolSplits({ train: { ...named([]), count: 0 } })).toThrow(
      new InputError('sketches: expected pictures, got none'),
    );
  });
});

describe('stratifiedFolds', () => {
  it('deals each class equally, and each picture once', () => {
    const labels = Array.from({ length: 103 }, (_, i) => (i < 60 ? 0 : i < 102 ? 1 : 2));
    const folds = stratifiedFolds(labels, 4, 1);
    expect(folds.flatMap((fold) => [...fold]).sort((a, b) => a - b)).toEqual([...labels.keys()]);
    for (const fold of folds) {
      expect([...fold].filter((i) => labels[i] === 0)).toHaveLength(15);
      expect(Math.abs([...fold].filter((i) => labels[i] === 1).length - 10.5)).toBe(0.5);
      expect(outside(fold, 103)).toHaveLength(103 - fold.length);
    }
    expect(stratifiedFolds(labels, 4, 1)).toEqual(folds);
    expect(stratifiedFolds(labels, 4, 2)).not.toEqual(folds);
  });

  it('continues dealing where the previous class stopped, so that no fold gets all remainders', () => {
    const folds = stratifiedFolds([0, 0, 0, 1, 1, 1, 2, 2, 2], 4, 1);
    expect(folds.map(({ length }) => length)).toEqual([3, 2, 2, 2]);
    for (const fold of folds) expect([...fold]).toEqual([...fold].sort((a, b) => a - b));
  });
});

describe('predictOutOfFold', () => {
  it('refuses too few folds and too few pictures', async () => {
    for (const folds of [1, 2.5])
      await expect(predictOutOfFold(data.train, { folds })).rejects.toThrow(
        new InputError(`folds: expected a whole number from 2, got ${folds}`),
      );
    const few = subset(data.train, [0, 1, 2]);
    await expect(predictOutOfFold(few, { folds: 2 })).rejects.toThrow(
      new InputError('sketches: expected 4 pictures or more, got 3'),
    );
    const seven = subset(data.train, [0, 1, 2, 3, 4, 5, 6]);
    await expect(predictOutOfFold(seven, {})).rejects.toThrow(/expected 8 pictures or more, got 7/);
  });

  it('gives each picture a row of probabilities, and reports growing progress', async () => {
    const shares: number[] = [];
    const four = subset(data.train, [0, 1, 2, 3]);
    const options = { folds: 2, threads: 1, onProgress: (share: number) => shares.push(share) };
    const probabilities = await predictOutOfFold(four, options);
    expect(probabilities).toHaveLength(40);
    for (let row = 0; row < 40; row += 10)
      expect(probabilities.subarray(row, row + 10).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares).toContain(0.5);
    expect(shares.at(-1)).toBe(1);
    // Of two pictures an epoch is one step, and 20 epochs are the most.
    expect(shares).toHaveLength(40);
    expect(await predictOutOfFold(four, { folds: 2, threads: 1 })).toEqual(probabilities);
  });

  it('refuses pictures of a size that its network can’t take', async () => {
    const tiny = { ...subset(data.train, [0, 1, 2, 3]), height: 1, width: 1, images: new Uint8Array(4) };
    const run = predictOutOfFold(tiny, { folds: 2, threads: 1 });
    await expect(run).rejects.toThrow(InputError);
    await expect(run).rejects.toThrow(/^sketches: the audit's network can't take pictures of 1×1: /);
  });
});

describe('auditData', () => {
  it('finds flipped labels, and a copy of a training picture in the test split', async () => {
    const labels = data.train.labels.slice();
    const flipped = [3, 50, 97, 144, 201, 260, 311, 377];
    for (const index of flipped) labels[index] = (labels[index]! + 5) % 10;
    const images = data.test.images.slice();
    images.set(data.train.images.subarray(11 * 784, 12 * 784), 21 * 784);
    const splits = { train: { ...data.train, labels }, test: { ...data.test, images } };
    const shares: string[] = [];
    const options = { folds: 2, threads: 1, limit: 50 };
    const found = await auditData(splits, { ...options, onProgress: (stage) => shares.push(stage) });
    expect(found.nearDuplicates[0]).toEqual({ a: 11, b: 421, distance: 0 });
    const suspects = found.labelErrors.filter(({ split }) => split === 'train').map(({ index }) => index);
    expect(flipped.filter((index) => suspects.includes(index)).length).toBeGreaterThanOrEqual(6);
    for (const { split, index, given, suggested, score } of found.labelErrors) {
      expect(splits[split as 'train' | 'test'].labels[index]).toBe(given);
      expect(suggested).not.toBe(given);
      expect(score).toBeLessThanOrEqual(1);
    }
    expect(found.outliers).toHaveLength(23); // one in twenty of 460
    expect(found.summary).toMatchObject({ pictures: 460, splits: [{ split: 'train' }, { split: 'test' }] });
    expect(new Set(shares)).toEqual(new Set(['label errors', 'neighbours']));
  }, 120_000);

  it('refuses an invalid limit', async () => {
    for (const limit of [0, 1.5])
      await expect(auditData(data, { limit })).rejects.toThrow(
        new InputError(`limit: expected a whole number from 1, got ${limit}`),
      );
  });
});
