// Where training takes its batches from, one after the other and epoch after epoch, wherever they are made:
// here, on the thread that asks for them, or ahead of it on another (src/node/worker-batches.ts). Every
// source gives the same batches.
import { batchMaker } from './batch-maker.ts';
import { batchRequests, type Batch, type BatchOptions } from './batches.ts';
import type { Dataset } from './dataset.ts';

/** Gives batches one after the other. */
export interface BatchSource {
  /**
   * The next batch; after the last one of an epoch comes the first one of the next epoch, without end. Ask
   * for one at a time. Its arrays are taken back for other batches when the second batch after it is asked
   * for.
   */
  next(): Promise<Batch>;
  /** Ends what makes the batches; what has been asked for and has not come is refused. */
  close(): Promise<void>;
}

/** Opens a source: what training is given to decide where batches are made. */
export type OpenBatches = (dataset: Dataset, options: BatchOptions) => BatchSource;

/**
 * Batches made on the thread that asks for them, each when it is asked for.
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
    // eslint-disable-next-line @typescript-eslint/require-await -- what goes wrong is to reject, as elsewhere
    next: async () => {
      [buffer, other] = [other, buffer];
      return make(requests.next().value, buffer);
    },
    close: () => Promise.resolve(),
  };
};
