// A data set with each picture spoilt: what the measurement predicts, and what a figure shows.
import type { Dataset } from '../data/dataset.ts';
import { Random } from '../random.ts';
import { pictureSize } from './corruption.ts';
import { corruptions, type CorruptionName } from './corruptions.ts';

/** One corruption at one strength, and from where what is random in it is drawn. */
export interface Condition {
  /** Which corruption. */
  readonly corruption: CorruptionName;
  /** In the corruption's unit. */
  readonly strength: number;
  /** Draws directions, places and noise. */
  readonly seed: number;
}

/**
 * The pictures of a data set under a condition. What is drawn for a picture depends on the seed, the
 * corruption and its place alone.
 *
 * @param firstIndex the place of the first picture, where the data set is a part of another one
 * @param into where the pictures go; a new array by default
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
