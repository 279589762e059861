// Planting faults and counting ranks; the audit itself does not run here.
import { expect, it } from 'vitest';
import { sketches } from '../src/data/sketches.ts';
import { plant, ranksOf } from './audit.ts';

const { train } = sketches({ train: 200, test: 10 });

it('plants the requested number of faults in a copy, at most one per picture', () => {
  const before = { labels: train.labels.slice(), images: train.images.slice() };
  const planted = plant(train, { flips: 30, duplicates: 10, noise: 0, seed: 2 });
  expect(train).toMatchObject(before);
  const changed = [...train.labels.keys()].filter((i) => planted.train.labels[i] !== train.labels[i]);
  const copies = new Set([...planted.pairs].flatMap((pair) => pair.split(' ').map(Number)));
  expect(copies.size).toBe(20);
  expect([...planted.flipped].every((index) => changed.includes(index) && !copies.has(index))).toBe(true);
  const differing = [...train.labels.keys()].filter((i) =>
    planted.train.images.subarray(784 * i, 784 * (i + 1)).some((v, k) => v !== train.images[784 * i + k]),
  );
  expect(differing).toHaveLength(10);
  expect(plant(train, { flips: 30, duplicates: 10, noise: 0, seed: 2 })).toEqual(planted);
});

it('counts ranks from 1', () => {
  const hits = [true, false, true, true, false];
  expect(ranksOf(hits, 4, 3)).toEqual({
    ...{ planted: 4, found: 2, among: 3, half: 3, nineTenths: null, last: 4 },
  });
});
