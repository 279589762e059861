// A data set cut into batches: in an order that is drawn anew each epoch, augmented where that is asked for, the last one as
// small as it comes. A batch is a function of the seed, the epoch and its number, whatever was made before it.
import type { Augmentation } from './augmentation/augmentation.ts';
import { batchMaker, type Batch } from './batch-maker.ts';
import type { Dataset } from './dataset.ts';
import { oversampledOrder, shuffledOrder, stratifiedOrder, type Sampling } from './sampling.ts';

export type { Batch, MixedLabels } from './batch-maker.ts';

/** How many batches an epoch has. */
export const batchCount = (dataset: Dataset, batchSize: number): number =>
  Math.ceil(dataset.count / batchSize);

/** What an epoch may have besides its order; by default every picture once, as it is. */
export interface BatchOptions {
  readonly augmentation?: Augmentation;
  readonly sampling?: Sampling;
  /** The first batch to make, counted from 0; those before it cost nothing. */
  readonly start?: number;
}

/**
 * The batches of one epoch; order and augmentation depend on the seed and the epoch only. Two sets of arrays take turns, so
 * that a batch can be made while the one before is still being read.
 */
export function* shuffledBatches(
  dataset: Dataset,
  batchSize: number,
  seed: number,
  epoch: number,
  { augmentation = {}, sampling = 'shuffled', start = 0 }: BatchOptions = {},
): Generator<Batch, undefined> {
  const order = epochOrder(dataset, batchSize, seed, epoch, sampling);
  const turns = sampling === 'oversampled' ? turnsOf(order, dataset.count) : undefined;
  const make = batchMaker(dataset, batchSize, seed, augmentation);
  for (let number = start; number * batchSize < order.length; number++) {
    const [from, to] = [number * batchSize, (number + 1) * batchSize];
    yield make({ epoch, number, indices: order.subarray(from, to), turns: turns?.subarray(from, to) });
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
