// The thread that makes batches: a few to begin with, then one for each buffer that comes back, until it is stopped. Who takes
// them is worker-batches.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { batchMaker } from '../data/batch-maker.ts';
import { batchRequests, type Batch, type BatchOptions } from '../data/batches.ts';
import type { Dataset } from '../data/dataset.ts';

/** What the thread is started with. */
export interface BatchWork {
  readonly dataset: Dataset;
  readonly options: BatchOptions;
  /** How many batches to make before a buffer comes back. */
  readonly ahead: number;
}

/** What it sends; both change hands. */
export interface MadeBatch {
  readonly batch: Batch;
  /** Where the batch is. */
  readonly buffer: ArrayBuffer;
}

const { dataset, options, ahead } = workerData as BatchWork;
const { batchSize, seed, augmentation = {} } = options;
const { newBuffer, make } = batchMaker(dataset, batchSize, seed, augmentation);
const requests = batchRequests(dataset, options);

function send(buffer: ArrayBuffer): void {
  const made: MadeBatch = { batch: make(requests.next().value, buffer), buffer };
  parentPort!.postMessage(made, [buffer]);
}

parentPort!.on('message', send);
for (let i = 0; i < ahead; i++) send(newBuffer());
