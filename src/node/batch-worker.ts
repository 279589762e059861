// The thread that makes batches, one after the other as there is room for them, until it is stopped. Who
// takes them is worker-batches.ts.
import { workerData } from 'node:worker_threads';
import { batchMaker } from '../data/batch-maker.ts';
import { batchRequests, type BatchOptions } from '../data/batches.ts';
import type { Dataset } from '../data/dataset.ts';
import { fillNext, type BatchRing } from './batch-ring.ts';

/** What the thread is started with. */
export interface BatchWork {
  readonly dataset: Dataset;
  readonly options: BatchOptions;
  /** Where the batches go. */
  readonly ring: BatchRing;
}

const { dataset, options, ring } = workerData as BatchWork;
const { batchSize, seed, augmentation = {} } = options;
const { make } = batchMaker(dataset, batchSize, seed, augmentation);
for (const request of batchRequests(dataset, options))
  fillNext(ring, (buffer) => make(request, buffer).labels.length);
