// Makes batches ahead of time on a separate thread. ONNX Runtime runs a step on the thread that calls it, so
// a batch made on that thread adds its time to the step. A separate thread hides most of that time, even on
// two cores.
import type { Worker } from 'node:worker_threads';
import { batchBuffer, batchIn, type BatchRoom } from '../../../data/batch-arrays.ts';
import { batchRoom } from '../../../data/batch-maker.ts';
import { inlineBatches, type BatchSource, type OpenBatches } from '../../../data/batch-source.ts';
import type { Batch, BatchOptions } from '../../../data/batches.ts';
import type { Dataset } from '../../../data/dataset.ts';
import { isInMemory, type Pictures, type PictureSource } from '../../../data/pictures.ts';
import { InputError } from '../../../errors.ts';
import { startWorker } from '../../threads/start-worker.ts';
import { StoredPictures, type StoredPlaces } from '../photographs/stored-pictures.ts';
import { awaitFilled, batchRing, takeNext, wakeTaker, type BatchRing } from './batch-ring.ts';
import type { BatchWork } from './batch-worker.ts';

/**
 * Opens the batches of a data set in Node. Batches that are augmented or read from disk are made ahead on
 * another thread. Other batches are only copied, so they are made on request.
 *
 * @example
 * const { train } = sketches({ train: 600 });
 * await fit(lenet5(10), { data: train, augmentation: { rotation: 10 }, openBatches });
 */
export const openBatches: OpenBatches = (dataset, options) =>
  Object.keys(options.augmentation ?? {}).length > 0 || dataset.images instanceof StoredPictures
    ? workerBatches(dataset, options)
    : inlineBatches(dataset, options);

/** How many batches are made ahead. */
const ahead = 4;

/**
 * Makes batches ahead on another thread: the same batches as `inlineBatches`. The thread has its own copy of
 * pictures that are in memory. An open source does not keep the program from ending.
 *
 * `next` rejects with the error of that thread, or if the source is closed.
 *
 * @example
 * const { train } = sketches({ train: 600 });
 * const batches = workerBatches(train, { batchSize: 64, seed: 1, augmentation: { rotation: 10 } });
 * const { images, labels } = await batches.next();
 * await batches.close();
 */
export const workerBatches: OpenBatches = (dataset, options) => {
  const room = batchRoom(dataset, options.batchSize, options.augmentation ?? {});
  const ring = batchRing(room, ahead);
  return new WorkerBatches(startBatches(dataset, options, ring), ring, room);
};

class WorkerBatches implements BatchSource {
  private readonly worker: Worker;
  private readonly ring: BatchRing;
  private readonly room: BatchRoom;
  /** Buffers of the caller's last two batches, the older first. The next batch reuses the older one. */
  private buffers: [ArrayBuffer, ArrayBuffer];
  /** The reason why there are no more batches. */
  private end: Error | undefined;

  constructor(worker: Worker, ring: BatchRing, room: BatchRoom) {
    this.worker = worker;
    this.ring = ring;
    this.room = room;
    this.buffers = [batchBuffer(room), batchBuffer(room)];
    worker.once('error', (error: Error) => (this.end ??= asThrown(error)));
    worker.once('exit', () => {
      this.end ??= new Error('the thread that makes batches has ended');
      wakeTaker(ring);
    });
    worker.unref();
  }

  async next(): Promise<Batch> {
    for (let filled = this.look(); filled !== true; filled = this.look()) {
      this.worker.ref(); // the program must not end while someone waits for a batch
      await filled;
      this.worker.unref();
    }
    const [buffer, last] = this.buffers;
    this.buffers = [last, buffer];
    return batchIn(buffer, this.room, takeNext(this.ring, buffer));
  }

  async close(): Promise<void> {
    this.end ??= new Error('the source of batches is closed');
    await this.worker.terminate();
  }

  /** True if there is a batch, otherwise a promise to wait for. */
  private look(): true | Promise<unknown> {
    if (this.end) throw this.end;
    return awaitFilled(this.ring);
  }
}

/** Restores an InputError of the thread, which arrives as a plain Error of that name. */
const asThrown = (error: Error): Error =>
  error.name === 'InputError' ? new InputError(error.message) : error;

function placesOf(images: PictureSource): StoredPlaces {
  if (images instanceof StoredPictures) return images.places;
  throw new TypeError('only pictures that are in memory or stored by this package can go to another thread');
}

/** Starts the thread from the file beside this one. */
function startBatches(data: Dataset<Pictures>, options: BatchOptions, ring: BatchRing): Worker {
  const { images, labels, name, classNames, count, channels, height, width } = data;
  const dataset = { name, classNames, count, channels, height, width, labels: labels.slice() };
  const own = isInMemory(images) ? images.slice() : placesOf(images);
  const workerData: BatchWork = { dataset, images: own, options, ring };
  const transferList = own instanceof Uint8Array ? [own.buffer, dataset.labels.buffer] : [];
  return startWorker('./batch-worker', import.meta.url, { workerData, transferList, name: 'batches' });
}
