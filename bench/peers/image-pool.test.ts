import { expect, test } from 'vitest';
import { ImagePool } from './image-pool.ts';

const pixels = 28 * 28;

function pictures(images: Uint8Array): string[] {
  return Array.from({ length: images.length / pixels }, (_, i) =>
    images.subarray(i * pixels, (i + 1) * pixels).join(),
  );
}

test('a batch has raw pictures and labels from 0 to 9', () => {
  const { images, labels } = new ImagePool(1, 20).nextBatch(6);
  expect(images).toHaveLength(6 * pixels);
  expect(labels).toHaveLength(6);
  expect(labels.every((label) => label >= 0 && label < 10)).toBe(true);
});

test('an epoch has every picture once, and the next epoch has another order', () => {
  const pool = new ImagePool(1, 12);
  const epoch = () => [pool, pool, pool].flatMap((from) => pictures(from.nextBatch(4).images));
  const [first, second] = [epoch(), epoch()];
  expect(new Set(first).size).toBe(12);
  expect(second).not.toEqual(first);
  expect(second.toSorted()).toEqual(first.toSorted());
});

test('an incomplete last batch of an epoch is skipped', () => {
  const pool = new ImagePool(1, 10);
  for (let batch = 0; batch < 5; batch++) expect(pool.nextBatch(4).labels).toHaveLength(4);
});

test('the seed determines the batches', () => {
  const batch = (seed: number) => new ImagePool(seed, 10).nextBatch(3);
  expect(batch(1)).toEqual(batch(1));
  expect(batch(1)).not.toEqual(batch(2));
});
