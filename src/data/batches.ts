// A data set cut into batches: in an order that is drawn anew each epoch, the last one of an epoch as small
// as it comes. Which pictures are in a batch is a function of the seed, the epoch and its number;
// batch-maker.ts makes it of them.
import { InputError } from '../errors.ts';
import type { Augmentation } from './augmentation/augmentation.ts';
import type { BatchRequest } from './batch-maker.ts';
import type { Dataset } from './dataset.ts';
import {
  checkSampling,
  oversampledOrder,
  shuffledOrder,
  stratifiedOrder,
  type Sampling,
} from './sampling.ts';

export type { Batch, MixedLabels } from './batch-arrays.ts';

/** How many batches an epoch has. */
export const batchCount = (dataset: Dataset, batchSize: number): number =>
  Math.ceil(dataset.count / batchSize);

/** Which batches; by default from the first one on, every picture once an epoch, as it is. */
export interface BatchOptions {
  /** How many pictures a batch has; the last one of an epoch may have fewer. */
  readonly batchSize: number;
  /** Order and augmentation depend on it and on the epoch only. */
  readonly seed: number;
  /** How pictures are changed; none by default. */
  readonly augmentation?: Augmentation;
  /** How an epoch draws its pictures; `shuffled` by default. */
  readonly sampling?: Sampling;
  /** The epoch to begin with, counted from 1. */
  readonly epoch?: number;
  /** The batch of that epoch to begin with, counted from 0; those before it cost nothing. */
  readonly start?: number;
}

/**
 * Which pictures are in the batches, one after the other and epoch after epoch, without end.
 *
 * @throws InputError where there are no pictures, no whole number of them in a batch, or no such sampling
 */
export function* batchRequests(
  dataset: Dataset,
  { batchSize, seed, sampling = 'shuffled', epoch = 1, start = 0 }: BatchOptions,
): Generator<BatchRequest, never> {
  if (dataset.count === 0 || !Number.isInteger(batchSize) || batchSize < 1)
    throw new InputError(
      `batchSize: expected a whole number from 1, of ${dataset.count} pictures; got ${batchSize}`,
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
  { count, labels }: Dataset,
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

/** How often each index came before: a picture that comes again in an epoch is augmented in another way. */
function turnsOf(order: Uint32Array, count: number): Uint32Array {
  const seen = new Uint32Array(count);
  return order.map((index) => seen[index]!++);
}
