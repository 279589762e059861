// Corrupts each picture of a data set, for measurements and figures.
import type { Dataset } from '../data/dataset.ts';
import { Random } from '../random.ts';
import { pictureSize } from './corruption.ts';
import { corruptions, type CorruptionName } from './corruptions.ts';

/** One corruption at one strength, and the seed of its randomness. */
export interface Condition {
  /** The name of the corruption. */
  readonly corruption: CorruptionName;
  /** The strength, in the corruption's unit. */
  readonly strength: number;
  /** Draws directions, positions and noise. */
  readonly seed: number;
}

/**
 * Corrupts the pictures of a data set. The randomness of a picture depends only on the seed, the corruption
 * and the picture's index.
 *
 * @param firstIndex the index of the first picture, if the data set is a part of another one
 * @param into receives the pictures; a new array by default
 * @example
 * const { test } = sketches({ test: 100 });
 * const turned = corruptDataset(test, { corruption: 'rotation', strength: 30, seed: 1 });
 */
export function corruptDataset(
  dataset: Dataset,
  { corruption, strength, seed }: Condition,
  firstIndex = 0,
  into = new Uint8Array(dataset.images.length),
): Dataset {
  const corrupt = corruptions[corruption].prepare(dataset, strength);
  const size = pictureSize(dataset);
  for (let i = 0; i < dataset.count; i++) {
    const random = new Random(seed, corruption, firstIndex + i);
    corrupt(dataset.images, i * size, into, i * size, random);
  }
  return { ...dataset, images: into };
}
