// Batches: without augmentation, resumed at any batch, and independent of the arrays they are in.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';
import { augmentationFromJSON } from './augmentation/augmentation.ts';
import { randomDataset } from './augmentation/testing/pictures.ts';
import { inlineBatches } from './batch-source.ts';
import { batchCount, type Batch, type BatchOptions } from './batches.ts';
import { subset } from './dataset.ts';
import type { Sampling } from './sampling.ts';
import { copiedBatch as copied } from './testing/batches.ts';

const dataset = randomDataset({ channels: 1, height: 6, width: 5 }, 53);
const everything = augmentationFromJSON({
  rotation: 20,
  translation: 0.2,
  flip: true,
  erase: 0.5,
  mixup: 0.4,
});

/** What is left of an epoch, batches of ten. */
async function epochOf(seed: number, epoch: number, options: Partial<BatchOptions> = {}): Promise<Batch[]> {
  const source = inlineBatches(dataset, { batchSize: 10, seed, epoch, ...options });
  const batches: Batch[] = [];
  for (let i = options.start ?? 0; i < batchCount(dataset, 10); i++)
    batches.push(copied(await source.next()));
  return batches;
}

describe('without augmentation', () => {
  it('every picture comes once in the order of its stream, and the last batch is the remainder', async () => {
    const order = new Random(7, 'shuffle', 3).shuffle([...Array(53).keys()]);
    const expected = [0, 10, 20, 30, 40, 50].map((start) => {
      const { images, labels } = subset(dataset, order.slice(start, start + 10));
      return { images, labels };
    });
    expect(await epochOf(7, 3)).toEqual(expected);
    expect(expected).toHaveLength(batchCount(dataset, 10));
  });

  it('two sets of arrays take turns', async () => {
    const batches = inlineBatches(dataset, { batchSize: 10, seed: 1 });
    const [first, second] = [await batches.next(), await batches.next()];
    const kept = copied(first);
    expect(first).toEqual(kept);
    expect(second.images.buffer).not.toBe(first.images.buffer);
    expect((await batches.next()).images.buffer).toBe(first.images.buffer);
  });
});

describe.each([
  ['nothing', {}],
  ['augmentation', { augmentation: everything }],
  ['oversampling and augmentation', { augmentation: everything, sampling: 'oversampled' }],
  ['stratified batches', { sampling: 'stratified' }],
] as const)('resuming with %s', (_, options) => {
  it('continues with the batches of the whole epoch', async () => {
    const whole = await epochOf(2, 5, options);
    for (const start of [0, 1, 4, 5, 6])
      expect(await epochOf(2, 5, { ...options, start })).toEqual(whole.slice(start));
  });

  it('depends on seed and epoch', async () => {
    const whole = await epochOf(2, 5, options);
    expect(await epochOf(2, 5, options)).toEqual(whole);
    expect(await epochOf(2, 6, options)).not.toEqual(whole);
    expect(await epochOf(3, 5, options)).not.toEqual(whole);
  });

  it('is followed by the next epoch', async () => {
    const source = inlineBatches(dataset, { batchSize: 10, seed: 2, epoch: 5, start: 5, ...options });
    const [last] = await epochOf(2, 5, { ...options, start: 5 });
    expect(copied(await source.next())).toEqual(last);
    for (const batch of await epochOf(2, 6, options)) expect(copied(await source.next())).toEqual(batch);
    expect(copied(await source.next())).toEqual((await epochOf(2, 7, options))[0]);
  });
});

describe('augmented batches', () => {
  it('do not depend on changes to their arrays', async () => {
    const source = inlineBatches(dataset, { batchSize: 10, seed: 2, epoch: 5, augmentation: everything });
    for (const expected of await epochOf(2, 5, { augmentation: everything })) {
      const batch = await source.next();
      expect(batch).toEqual(expected);
      batch.images.fill(255);
      batch.labels.fill(9);
      batch.mixed!.shares.fill(7);
      batch.mixed!.labels.fill(9);
    }
  });

  it('have the same order and labels as without augmentation', async () => {
    expect((await epochOf(2, 5, { augmentation: everything })).map(({ labels }) => labels)).toEqual(
      (await epochOf(2, 5)).map(({ labels }) => labels),
    );
  });

  it('name the labels mixed in, each as often as it is in the batch', async () => {
    for (const { labels, mixed } of await epochOf(2, 5, { augmentation: { mixup: 0.4 } }))
      expect([...mixed!.labels].sort()).toEqual([...labels].sort());
  });

  it('augment a picture differently each time it comes in an epoch', async () => {
    const one = { ...randomDataset({ channels: 1, height: 6, width: 5 }, 12), labels: new Int32Array(12) };
    one.labels[0] = 1; // the only one of its class: half of an oversampled epoch
    const options = { augmentation: { rotation: 90 }, sampling: 'oversampled' } as const;
    const { images, labels } = await inlineBatches(one, { batchSize: 12, seed: 1, ...options }).next();
    const repeated = [...labels.keys()].filter((i) => labels[i] === 1);
    expect(repeated).toHaveLength(6);
    expect(new Set(repeated.map((i) => images.slice(i * 30, (i + 1) * 30).join())).size).toBe(6);
  });
});

it('batches of no pictures are refused', async () => {
  const asked = inlineBatches(subset(dataset, []), { batchSize: 10, seed: 1 }).next();
  await expect(asked).rejects.toThrow(
    new InputError('batchSize: expected a whole number from 1 and at least 1 picture, got 10 and 0 pictures'),
  );
});

it.each([
  [
    { batchSize: 0 },
    /^batchSize: expected a whole number from 1 and at least 1 picture, got 0 and 53 pictures$/,
  ],
  [{ batchSize: 2.5 }, /got 2\.5 and 53 pictures$/],
  [
    { batchSize: 10, sampling: 'stratify' as Sampling },
    /^sampling: expected shuffled, oversampled, stratified, got 'stratify': did you mean stratified\?$/,
  ],
])('batches of %j are refused', async (options, message) => {
  const asked = inlineBatches(dataset, { seed: 1, ...options }).next();
  await expect(asked).rejects.toThrow(InputError);
  await expect(asked).rejects.toThrow(message);
});
