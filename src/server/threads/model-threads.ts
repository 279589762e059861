// The threads that compute one version of a model. Each has the model and computes one batch at a time: for
// small models that keeps the cores busier than one run whose parts wait for each other.
import type { BatchResult, LoadedModel, ModelToOpen } from './model-thread.ts';
import type { NodeDeviceName } from '../../engine/device-names.ts';
import { leastBusy, Thread } from '../../node/threads/thread.ts';

/** How many threads compute a model. */
export interface Parallelism {
  /** How many batches of a version are computed at once. */
  readonly instances: number;
  /** The threads of ONNX Runtime for each batch. */
  readonly threads: number;
  readonly device: NodeDeviceName;
}

/** A model on its threads. */
export class ModelThreads {
  readonly loaded: LoadedModel;
  private readonly threads: readonly Thread[];

  private constructor(loaded: LoadedModel, threads: readonly Thread[]) {
    this.loaded = loaded;
    this.threads = threads;
  }

  /**
   * Loads a model and runs it once. The file is read once, so that all threads have the same model even if it
   * is replaced meanwhile.
   *
   * @throws InputError if the file can't be loaded
   */
  static async load(file: string, { instances, threads, device }: Parallelism): Promise<ModelThreads> {
    const started = Array.from(
      { length: instances },
      () => new Thread('./model-thread', import.meta.url, file),
    );
    const [first, ...others] = started;
    try {
      const loaded = await first!.call<LoadedModel>('load', { file, threads, device });
      const model: ModelToOpen = { bytes: loaded.bytes, name: file, threads, device };
      await Promise.all(others.map((thread) => thread.call('open', model)));
      return new ModelThreads(loaded, started);
    } catch (error) {
      await stopAll(started);
      throw error;
    }
  }

  /** Whether a thread has ended by a defect; the model must be loaded anew. */
  get hasEnded(): boolean {
    return this.threads.some(({ hasEnded }) => hasEnded);
  }

  /** Computes a batch on the thread with the fewest. @param images uint8 `[rows, channels, height, width]` */
  infer(images: Uint8Array): Promise<BatchResult> {
    return leastBusy(this.threads).call<BatchResult>('infer', images);
  }

  /** Ends the threads and frees their memory. */
  async stop(): Promise<void> {
    await stopAll(this.threads);
  }
}

const stopAll = (threads: readonly Thread[]): Promise<unknown> =>
  Promise.all(threads.map((thread) => thread.stop()));
