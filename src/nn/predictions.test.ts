import { expect, it } from 'vitest';
import { predictionBatchSize } from './predictions.ts';

it.each([
  ['28×28 in grey', 28 * 28, 128],
  ['64×64 in colour', 64 * 64 * 3, 128],
  ['224×224 in colour', 224 * 224 * 3, 16],
  ['1024×1024 in colour', 1024 * 1024 * 3, 1],
  ['more than the limit', 1e8, 1],
])('pictures of %s are classified in batches that fit into memory', (_, size, expected) => {
  expect(predictionBatchSize(size)).toBe(expected);
});
