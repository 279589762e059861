// Batches: without augmentation as they always were, resumed at any of them, and independent of the arrays they are in.
import { describe, expect, it } from 'vitest';
import { Random } from '../random.ts';
import { augmentationFromJSON } from './augmentation/augmentation.ts';
import { randomDataset } from './augmentation/testing/pictures.ts';
import { batchCount, shuffledBatches, type Batch, type BatchOptions } from './batches.ts';
import { subset } from './dataset.ts';

const dataset = randomDataset({ channels: 1, height: 6, width: 5 }, 53);
const everything = augmentationFromJSON({
  rotation: 20,
  translation: 0.2,
  flip: true,
  erase: 0.5,
  mixup: 0.4,
});

const copied = ({ images, labels, mixed }: Batch): Batch => ({
  ...{ images: images.slice(), labels: labels.slice() },
  ...(mixed && { mixed: { labels: mixed.labels.slice(), shares: mixed.shares.slice() } }),
});
const epochOf = (seed: number, epoch: number, options?: BatchOptions) =>
  Array.from(shuffledBatches(dataset, 10, seed, epoch, options), copied);

describe('without augmentation', () => {
  it('every picture comes once, in the order of its stream, the last batch as small as it comes', () => {
    const order = new Random(7, 'shuffle', 3).shuffle([...Array(53).keys()]);
    const expected = [0, 10, 20, 30, 40, 50].map((start) => {
      const { images, labels } = subset(dataset, order.slice(start, start + 10));
      return { images, labels };
    });
    expect(epochOf(7, 3)).toEqual(expected);
    expect(expected).toHaveLength(batchCount(dataset, 10));
  });

  it('two sets of arrays take turns', () => {
    const batches = shuffledBatches(dataset, 10, 1, 1);
    const [first, second] = [batches.next().value!, batches.next().value!];
    const kept = copied(first);
    expect(first).toEqual(kept);
    expect(second.images.buffer).not.toBe(first.images.buffer);
    expect(batches.next().value!.images.buffer).toBe(first.images.buffer);
  });
});

describe.each([
  ['nothing', {}],
  ['augmentation', { augmentation: everything }],
  ['oversampling and augmentation', { augmentation: everything, sampling: 'oversampled' }],
  ['stratified batches', { sampling: 'stratified' }],
] as const)('resuming with %s', (_, options) => {
  it('goes on with the batches that the whole epoch has', () => {
    const whole = epochOf(2, 5, options);
    for (const start of [0, 1, 4, 5, 6])
      expect(epochOf(2, 5, { ...options, start })).toEqual(whole.slice(start));
  });

  it('depends on seed and epoch', () => {
    expect(epochOf(2, 5, options)).toEqual(epochOf(2, 5, options));
    expect(epochOf(2, 6, options)).not.toEqual(epochOf(2, 5, options));
    expect(epochOf(3, 5, options)).not.toEqual(epochOf(2, 5, options));
  });
});

describe('augmented batches', () => {
  it('do not depend on what is done with their arrays', () => {
    const spoiled: Batch[] = [];
    for (const batch of shuffledBatches(dataset, 10, 2, 5, { augmentation: everything })) {
      spoiled.push(copied(batch));
      batch.images.fill(255);
      batch.labels.fill(9);
      batch.mixed!.shares.fill(7);
      batch.mixed!.labels.fill(9);
    }
    expect(spoiled).toEqual(epochOf(2, 5, { augmentation: everything }));
  });

  it('have the same order and labels as without', () => {
    expect(epochOf(2, 5, { augmentation: everything }).map(({ labels }) => labels)).toEqual(
      epochOf(2, 5).map(({ labels }) => labels),
    );
  });

  it('say what else is in a mixed picture: every label as often as it is in the batch', () => {
    for (const { labels, mixed } of epochOf(2, 5, { augmentation: { mixup: 0.4 } }))
      expect([...mixed!.labels].sort()).toEqual([...labels].sort());
  });

  it('augment a picture that comes again in an epoch in another way', () => {
    const one = { ...randomDataset({ channels: 1, height: 6, width: 5 }, 12), labels: new Int32Array(12) };
    one.labels[0] = 1; // the only one of its class: half of an oversampled epoch
    const options = { augmentation: { rotation: 90 }, sampling: 'oversampled' } as const;
    const [batch] = Array.from(shuffledBatches(one, 12, 1, 1, options), copied);
    const repeated = [...batch!.labels.keys()].filter((i) => batch!.labels[i] === 1);
    expect(repeated).toHaveLength(6);
    expect(new Set(repeated.map((i) => batch!.images.slice(i * 30, (i + 1) * 30).join())).size).toBe(6);
  });
});
