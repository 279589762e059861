// The thread that makes batches, as fast as there is room for them, until it is stopped. worker-batches.ts
// takes them.
import { workerData } from 'node:worker_threads';
import { batchMaker } from '../../../data/batch-maker.ts';
import { batchRequests, type BatchOptions } from '../../../data/batches.ts';
import type { Dataset } from '../../../data/dataset.ts';
import { StoredPictures, type StoredPlaces } from '../photographs/stored-pictures.ts';
import { fillNext, type BatchRing } from './batch-ring.ts';

/** The data that the thread starts with. */
export interface BatchWork {
  readonly dataset: Omit<Dataset, 'images'>;
  /** The pictures, or where they are stored. */
  readonly images: Uint8Array | StoredPlaces;
  readonly options: BatchOptions;
  /** Receives the batches. */
  readonly ring: BatchRing;
}

const { dataset, images, options, ring } = workerData as BatchWork;
const { batchSize, seed, augmentation = {} } = options;
const data = { ...dataset, images: images instanceof Uint8Array ? images : new StoredPictures(images) };
const { make } = batchMaker(data, batchSize, seed, augmentation);
for (const request of batchRequests(data, options))
  fillNext(ring, (buffer) => make(request, buffer).labels.length);
