// The parts of an audit, then all of it on sketches with planted faults.
import { describe, expect, it } from 'vitest';
import { sketches } from '../data/sketches.ts';
import { subset } from '../data/dataset.ts';
import { InputError } from '../errors.ts';
import { auditData } from './audit.ts';
import { predictOutOfFold } from './cross-validation.ts';
import { outside, stratifiedFolds } from './folds.ts';
import { placeIn, poolSplits } from './pooled-splits.ts';

const data = sketches({ train: 400, test: 60 });

describe('poolSplits', () => {
  it('has the splits one behind the other, and finds pictures again', () => {
    const validation = { ...subset(data.train, [7, 8]), files: ['g.png', 'h.png'] };
    const { dataset, parts } = poolSplits({ ...data, validation });
    expect(parts).toEqual([
      { split: 'train', first: 0, count: 400 },
      { split: 'validation', first: 400, count: 2 },
      { split: 'test', first: 402, count: 60 },
    ]);
    expect(dataset).toMatchObject({ count: 462 });
    expect(dataset.files).toBeUndefined(); // not all have some
    expect(dataset.images.subarray(400 * 784, 401 * 784)).toEqual(
      data.train.images.subarray(7 * 784, 8 * 784),
    );
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
    expect(() => poolSplits({ ...data, test })).toThrow(/expected pictures of one size/);
  });
});

describe('stratifiedFolds', () => {
  it('deals each class equally, and everybody once', () => {
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

  it('goes on dealing where the class before stopped, so that no fold gets all remainders', () => {
    const folds = stratifiedFolds([0, 0, 0, 1, 1, 1, 2, 2, 2], 4, 1);
    expect(folds.map(({ length }) => length)).toEqual([3, 2, 2, 2]);
    for (const fold of folds) expect([...fold]).toEqual([...fold].sort((a, b) => a - b));
  });
});

describe('predictOutOfFold', () => {
  it('refuses too few folds and too few pictures', async () => {
    await expect(predictOutOfFold(data.train, { folds: 1 })).rejects.toThrow(InputError);
    const few = subset(data.train, [0, 1, 2]);
    await expect(predictOutOfFold(few, { folds: 2 })).rejects.toThrow(/expected 4 pictures or more/);
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

  it('refuses a limit that is none', async () => {
    await expect(auditData(data, { limit: 0 })).rejects.toThrow(InputError);
  });
});
