// Batches made ahead on a thread of their own. ONNX Runtime's binding runs a step on the thread that asks for
// it, so that a batch made there adds its time to the step's; made beside it, most of that time is hidden, on
// two cores as well.
import { Worker } from 'node:worker_threads';
import { batchBuffer, batchIn, type BatchRoom } from '../data/batch-arrays.ts';
import { batchRoom } from '../data/batch-maker.ts';
import { inlineBatches, type BatchSource, type OpenBatches } from '../data/batch-source.ts';
import type { Batch, BatchOptions } from '../data/batches.ts';
import type { Dataset } from '../data/dataset.ts';
import { InputError } from '../errors.ts';
import { awaitFilled, batchRing, takeNext, wakeTaker, type BatchRing } from './batch-ring.ts';
import type { BatchWork } from './batch-worker.ts';

/**
 * Where batches are made in Node: augmented ones ahead on another thread, others, which are only gathered,
 * when they are asked for.
 *
 * @example
 * const { train } = sketches({ train: 600 });
 * await fit(lenet5(10), { data: train, augmentation: { rotation: 10 }, openBatches });
 */
export const openBatches: OpenBatches = (dataset, options) =>
  Object.keys(options.augmentation ?? {}).length > 0
    ? workerBatches(dataset, options)
    : inlineBatches(dataset, options);

/** Batches that are made ahead. */
const ahead = 4;

/**
 * Batches made ahead on another thread, the same ones as `inlineBatches` gives. The thread has a copy of the
 * data set. A source that is not closed does not keep the program from ending.
 *
 * `next` rejects with what went wrong on that thread, and when the source is closed.
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
  return new WorkerBatches(startWorker(dataset, options, ring), ring, room);
};

class WorkerBatches implements BatchSource {
  private readonly worker: Worker;
  private readonly ring: BatchRing;
  private readonly room: BatchRoom;
  /** The caller's batch before last, whose arrays are the next one's, and the last. */
  private buffers: [ArrayBuffer, ArrayBuffer];
  /** Why there will be no more batches. */
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
      this.worker.ref(); // who waits for a batch keeps the program going
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

  /** Whether there is a batch, or how to wait for one. */
  private look(): true | Promise<unknown> {
    if (this.end) throw this.end;
    return awaitFilled(this.ring);
  }
}

/** An InputError of the thread, which arrives as any error of that name, as one again. */
const asThrown = (error: Error): Error =>
  error.name === 'InputError' ? new InputError(error.message) : error;

/**
 * Starts the thread's file, which lies beside this one: compiled as this one is, or as source, which needs
 * tsx there too.
 */
function startWorker(dataset: Dataset, options: BatchOptions, ring: BatchRing): Worker {
  const [images, labels] = [dataset.images.slice(), dataset.labels.slice()];
  const workerData: BatchWork = { dataset: { ...dataset, images, labels }, options, ring };
  const settings = { workerData, transferList: [images.buffer, labels.buffer], name: 'batches' };
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./batch-worker.js', import.meta.url), settings);
  const tsx = import.meta.resolve('tsx/esm/api');
  const file = new URL('./batch-worker.ts', import.meta.url).href;
  // Asked to by `--import`, Node 20 loads tsx on the thread, but does not let it load the thread's own file.
  const program = `import('${tsx}').then(({ register }) => { register(); return import('${file}'); })`;
  return new Worker(program, { ...settings, eval: true, execArgv: [] });
}
