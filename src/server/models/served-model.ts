// One loaded version of a model: its threads, its batches and its statistics.
import { TooBusy } from '../errors.ts';
import type { ServerMetrics } from '../metrics.ts';
import type { PictureToExplain } from '../threads/explain-thread.ts';
import type { ModelToOpen } from '../threads/model-thread.ts';
import { ModelThreads, type Parallelism } from '../threads/model-threads.ts';
import { Thread } from '../../node/threads/thread.ts';
import { Batcher, type BatchLimits } from './batcher.ts';
import type { ModelOutput, Rows, ServedCard } from './model-rows.ts';
import type { Statistics } from './statistics.ts';

/** How models are run. */
export interface ModelOptions extends BatchLimits, Parallelism {
  readonly metrics: ServerMetrics;
}

/** A version that answers requests. */
export class ServedModel {
  readonly card: ServedCard;
  readonly outputs: readonly ModelOutput[];
  /** channels · height · width */
  readonly imageSize: number;
  /** What was assumed about the file of another program. */
  readonly notice: string | undefined;
  private readonly statistics: Statistics;
  private readonly threads: ModelThreads;
  private readonly batcher: Batcher;
  private readonly options: ModelOptions;
  private explaining: Promise<Thread> | undefined;
  private lastExplanation: Promise<unknown> = Promise.resolve();
  /** How many pictures wait to be explained. */
  private toExplain = 0;
  private inFlight = 0;
  private onIdle: (() => void) | undefined;

  private constructor(threads: ModelThreads, statistics: Statistics, options: ModelOptions) {
    const { card, outputs, notice } = threads.loaded;
    const { channels, height, width } = card.input;
    this.threads = threads;
    this.card = card;
    this.outputs = outputs;
    this.notice = notice;
    this.options = options;
    this.statistics = statistics;
    this.imageSize = channels * height * width;
    this.batcher = new Batcher(
      { image: this.imageSize, outputs },
      options,
      (images) => threads.infer(images),
      ({ rows, inferMs }) => {
        statistics.addBatch(rows, inferMs);
        options.metrics.batch(rows, inferMs);
      },
    );
  }

  /**
   * Loads a model on threads of its own and runs it once.
   *
   * @param statistics counts what it does, with what was loaded before it
   * @throws InputError if the file can't be loaded
   */
  static async load(file: string, statistics: Statistics, options: ModelOptions): Promise<ServedModel> {
    return new ServedModel(await ModelThreads.load(file, options), statistics, options);
  }

  /** How many rows wait for a batch. */
  get waitingRows(): number {
    return this.batcher.waitingRows;
  }

  /** Whether a thread has ended by a defect; the model must be loaded anew. */
  get isBroken(): boolean {
    return this.threads.hasEnded;
  }

  /**
   * Runs the model on pictures, in one batch with those of other requests.
   *
   * @param images uint8 `[rows, channels, height, width]`
   * @param isAbandoned whether nobody waits for the answer any more
   * @throws TooBusy if too many rows wait
   */
  async infer(images: Uint8Array, isAbandoned: () => boolean): Promise<Rows> {
    const started = performance.now();
    return this.whileUsed(async () => {
      try {
        const { results, times } = await this.batcher.infer(images, isAbandoned);
        const totalMs = performance.now() - started;
        this.statistics.addSuccess({ ...times, totalMs });
        this.options.metrics.request(times.queueMs);
        return results;
      } catch (error) {
        this.statistics.addFailure(performance.now() - started);
        throw error;
      }
    });
  }

  /**
   * Draws Grad-CAM's map over a picture, on another thread than predictions, one after another.
   *
   * @param isAbandoned whether nobody waits for the answer any more; asked when its turn comes
   * @returns the bytes of a PNG
   * @throws TooBusy if too many wait
   */
  async explain(picture: PictureToExplain, isAbandoned: () => boolean): Promise<Uint8Array> {
    if (this.toExplain >= this.options.maxQueue)
      throw new TooBusy(`${this.toExplain} pictures are waiting to be explained already`);
    this.toExplain++;
    const turn = this.lastExplanation.then(async () => {
      this.toExplain--;
      if (isAbandoned()) throw new TooBusy('the request took too long');
      this.explaining ??= this.startExplaining();
      return (await this.explaining).call<Uint8Array>('explain', picture);
    });
    this.lastExplanation = turn.catch(() => undefined);
    return this.whileUsed(() => turn);
  }

  /** Ends the threads once the last request is done. */
  async retire(): Promise<void> {
    if (this.inFlight > 0) await new Promise<void>((resolve) => (this.onIdle = resolve));
    await this.threads.stop();
    const explaining = await this.explaining?.catch(() => undefined);
    await explaining?.stop();
  }

  private async startExplaining(): Promise<Thread> {
    const thread = new Thread('../threads/explain-thread', import.meta.url, 'explanations');
    const { bytes } = this.threads.loaded;
    const model: ModelToOpen = {
      bytes,
      name: 'explain',
      threads: this.options.threads,
      device: this.options.device,
    };
    await thread.call('load', model);
    return thread;
  }

  /** Keeps the model from being let go until `act` is settled. Call it as soon as the model was found. */
  async whileUsed<T>(act: () => Promise<T>): Promise<T> {
    this.inFlight++;
    try {
      return await act();
    } finally {
      this.inFlight--;
      if (this.inFlight === 0) this.onIdle?.();
    }
  }
}
