// Batches made ahead on a thread of their own. ONNX Runtime's binding runs a step on the thread that asks for it, so that a
// batch made there adds its time to the step's; made beside it, most of that time is hidden, on two cores as well.
import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { inlineBatches, type BatchSource, type OpenBatches } from '../data/batch-source.ts';
import type { Batch, BatchOptions } from '../data/batches.ts';
import type { Dataset } from '../data/dataset.ts';
import type { BatchWork, MadeBatch } from './batch-worker.ts';

/**
 * Where batches are made in Node: augmented ones ahead on another thread, others, which are only gathered, when they are asked
 * for.
 *
 * @example await fit(model, { data: train, augmentation: { rotation: 10 }, openBatches });
 */
export const openBatches: OpenBatches = (dataset, options) =>
  Object.keys(options.augmentation ?? {}).length > 0
    ? workerBatches(dataset, options)
    : inlineBatches(dataset, options);

/** Batches that the caller holds at a time, and those that are ready or being made meanwhile. */
const [held, ready] = [2, 3];

/**
 * Batches made ahead on another thread, the same ones as `inlineBatches` gives. The thread has a copy of the data set. A source
 * that is not closed does not keep the program from ending.
 *
 * `next` rejects with what went wrong on that thread, and when the source is closed.
 *
 * @example
 * const batches = workerBatches(data.train, { batchSize: 64, seed: 1, augmentation: { rotation: 10 } });
 * const { images, labels } = await batches.next();
 * await batches.close();
 */
export const workerBatches: OpenBatches = (dataset, options) =>
  new WorkerBatches(startWorker(dataset, options));

class WorkerBatches implements BatchSource {
  private readonly worker: Worker;
  private readonly made: AsyncIterator<[MadeBatch], undefined>;
  /** Where the caller's batches are, from the oldest one on. */
  private readonly buffers: ArrayBuffer[] = [];
  /** Why there will be no more batches. */
  private end: Error | undefined;

  constructor(worker: Worker) {
    this.worker = worker;
    this.made = on(worker, 'message', { close: ['exit'] }) as AsyncIterator<[MadeBatch], undefined>;
    worker.unref();
  }

  async next(): Promise<Batch> {
    if (this.buffers.length === held) this.giveBack(this.buffers.shift()!);
    const { batch, buffer } = await this.take();
    this.buffers.push(buffer);
    return batch;
  }

  async close(): Promise<void> {
    this.end ??= new Error('the source of batches is closed');
    await this.worker.terminate();
  }

  private giveBack(buffer: ArrayBuffer): void {
    this.worker.postMessage(buffer, [buffer]);
  }

  private async take(): Promise<MadeBatch> {
    this.worker.ref(); // who waits for a batch keeps the program going
    try {
      if (this.end) throw this.end;
      const { value } = await this.made.next();
      if (value) return value[0];
      throw new Error('the thread that makes batches has ended');
    } catch (error) {
      throw (this.end ??= error as Error);
    } finally {
      this.worker.unref();
    }
  }
}

/** Starts the thread's file, which lies beside this one: compiled as this one is, or as source, which needs tsx there too. */
function startWorker(dataset: Dataset, options: BatchOptions): Worker {
  const [images, labels] = [dataset.images.slice(), dataset.labels.slice()];
  const workerData: BatchWork = { dataset: { ...dataset, images, labels }, options, ahead: held + ready };
  const settings = { workerData, transferList: [images.buffer, labels.buffer], name: 'batches' };
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./batch-worker.js', import.meta.url), settings);
  const tsx = import.meta.resolve('tsx/esm/api');
  const file = new URL('./batch-worker.ts', import.meta.url).href;
  // Asked to by `--import`, Node 20 loads tsx on the thread, but does not let it load the thread's own file.
  const program = `import('${tsx}').then(({ register }) => { register(); return import('${file}'); })`;
  return new Worker(program, { ...settings, eval: true, execArgv: [] });
}
