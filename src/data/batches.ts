// Cuts a data set into batches, in a new order each epoch. The last batch of an epoch may be smaller. The
// pictures of a batch depend only on the seed, the epoch and the batch's number; batch-maker.ts makes the
// batch from them.
import { InputError } from '../errors.ts';
import { counted } from '../number-words.ts';
import type { Augmentation } from './augmentation/augmentation.ts';
import type { BatchRequest } from './batch-maker.ts';
import type { Dataset } from './dataset.ts';
import type { Pictures } from './pictures.ts';
import {
  checkSampling,
  oversampledOrder,
  shuffledOrder,
  stratifiedOrder,
  type Sampling,
} from './sampling.ts';

export type { Batch, MixedLabels } from './batch-arrays.ts';

/** The number of batches in an epoch. */
export const batchCount = (dataset: Dataset<Pictures>, batchSize: number): number =>
  Math.ceil(dataset.count / batchSize);

/** Which batches to make; by default all from the first one, each picture once an epoch, unchanged. */
export interface BatchOptions {
  /** The pictures in a batch; the last batch of an epoch may have fewer. */
  readonly batchSize: number;
  /** Draws the order and the augmentation, together with the epoch. */
  readonly seed: number;
  /** Random changes to the pictures; none by default. */
  readonly augmentation?: Augmentation;
  /** How an epoch draws its pictures; `shuffled` by default. */
  readonly sampling?: Sampling;
  /** The epoch to begin with, counted from 1. */
  readonly epoch?: number;
  /** The batch of that epoch to begin with, counted from 0. Skipping the batches before it costs nothing. */
  readonly start?: number;
}

/**
 * Yields the pictures of each batch, epoch after epoch, without end.
 *
 * @throws InputError for an empty data set, a batch size that is not a whole number from 1, or an unknown
 *   sampling
 */
export function* batchRequests(
  dataset: Dataset<Pictures>,
  { batchSize, seed, sampling = 'shuffled', epoch = 1, start = 0 }: BatchOptions,
): Generator<BatchRequest, never> {
  if (dataset.count === 0 || !Number.isInteger(batchSize) || batchSize < 1)
    throw new InputError(
      `batchSize: expected a whole number from 1 and at least 1 picture, got ${batchSize} and ${counted(dataset.count, 'picture')}`,
    );
  checkSampling(sampling);
  for (let first = start; ; epoch++, first = 0) {
    const order = epochOrder(dataset, batchSize, seed, epoch, sampling);
    const turns = sampling === 'oversampled' ? turnsOf(order, dataset.count) : undefined;
    for (let number = first; number < batchCount(dataset, batchSize); number++) {
      const [from, to] = [number * batchSize, (number + 1) * batchSize];
      yield { epoch, number, indices: order.subarray(from, to), turns: turns?.subarray(from, to) };
    }
  }
}

function epochOrder(
  { count, labels }: Dataset<Pictures>,
  batchSize: number,
  seed: number,
  epoch: number,
  sampling: Sampling,
): Uint32Array {
  switch (sampling) {
    case 'shuffled':
      return shuffledOrder(count, seed, epoch);
    case 'oversampled':
      return oversampledOrder(labels, seed, epoch);
    case 'stratified':
      return stratifiedOrder(labels, batchSize, seed, epoch);
  }
}

/** How often each index came before. A picture that returns within an epoch gets another augmentation. */
function turnsOf(order: Uint32Array, count: number): Uint32Array {
  const seen = new Uint32Array(count);
  return order.map((index) => seen[index]!++);
}
