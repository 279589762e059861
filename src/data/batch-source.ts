// Where training takes its batches from. A source makes them on the calling thread, or ahead of time on
// another one (src/node/data/batches/worker-batches.ts). Every source gives the same batches.
import { batchMaker } from './batch-maker.ts';
import { batchRequests, type Batch, type BatchOptions } from './batches.ts';
import type { Dataset } from './dataset.ts';
import type { Pictures } from './pictures.ts';

/** Supplies batches one by one. */
export interface BatchSource {
  /**
   * The next batch. After the last batch of an epoch comes the first batch of the next one, without end. Ask
   * for one batch at a time. Its arrays are reused as soon as you ask for the second batch after it.
   */
  next(): Promise<Batch>;
  /** Stops making batches. Promises for batches that have not arrived are rejected. */
  close(): Promise<void>;
}

/** Opens a source; `fit` takes one to decide where batches are made. */
export type OpenBatches = (dataset: Dataset<Pictures>, options: BatchOptions) => BatchSource;

/**
 * Makes each batch on request, on the calling thread.
 *
 * @example
 * const { train } = sketches({ train: 200 });
 * const batches = inlineBatches(train, { batchSize: 64, seed: 1, augmentation: { flip: 0.5 } });
 * const { images, labels } = await batches.next();
 * await batches.close();
 */
export const inlineBatches: OpenBatches = (dataset, options) => {
  const { batchSize, seed, augmentation = {} } = options;
  const { newBuffer, make } = batchMaker(dataset, batchSize, seed, augmentation);
  const requests = batchRequests(dataset, options);
  let [buffer, other] = [newBuffer(), newBuffer()];
  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- errors must reject, as in other sources
    next: async () => {
      [buffer, other] = [other, buffer];
      return make(requests.next().value, buffer);
    },
    close: () => Promise.resolve(),
  };
};
