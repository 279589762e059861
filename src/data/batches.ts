// A data set cut into batches: in an order that is shuffled anew each epoch, the last one as small as it comes.
import { Random } from '../random.ts';
import type { Dataset } from './dataset.ts';

export interface Batch {
  /** `[size, channels, height, width]` */
  readonly images: Uint8Array;
  /** `[size]` */
  readonly labels: Int32Array;
  /** Where pictures were mixed out of two: the others' labels, and how much of each picture is the other's. */
  readonly mixed?: { readonly labels: Int32Array; readonly shares: Float32Array };
}

/** How many batches an epoch has. */
export const batchCount = (dataset: Dataset, batchSize: number): number =>
  Math.ceil(dataset.count / batchSize);

/**
 * The batches of one epoch, from the first one wanted; the order depends on the seed and the epoch only. Two sets of arrays
 * take turns, so that a batch can be made while the one before is still being read.
 */
export function* shuffledBatches(
  dataset: Dataset,
  batchSize: number,
  seed: number,
  epoch: number,
  first = 0,
): Generator<Batch, undefined> {
  const order = new Random(seed, 'shuffle', epoch).shuffle(
    Uint32Array.from({ length: dataset.count }, (_, i) => i),
  );
  const size = dataset.channels * dataset.height * dataset.width;
  const arrays = [0, 1].map(() => ({
    images: new Uint8Array(batchSize * size),
    labels: new Int32Array(batchSize),
  }));
  for (let start = first * batchSize; start < order.length; start += batchSize) {
    const indices = order.subarray(start, start + batchSize);
    const { images, labels } = arrays[(start / batchSize) % 2]!;
    indices.forEach((index, i) => {
      images.set(dataset.images.subarray(index * size, (index + 1) * size), i * size);
      labels[i] = dataset.labels[index]!;
    });
    yield { images: images.subarray(0, indices.length * size), labels: labels.subarray(0, indices.length) };
  }
}
