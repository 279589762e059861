// Dynamic batching: whatever rows wait are computed together, up to a maximum, as soon as the model is free.
// Nothing waits for a request that may not come, unless a delay is asked for. Rows are counted, not requests:
// a request may fill a part of a batch, or several batches.
import { TooBusy } from '../errors.ts';
import { rowSize, type ModelOutput, type Rows } from './model-rows.ts';

/** The limits of a batcher. */
export interface BatchLimits {
  /** The most rows that are computed together. */
  readonly maxBatch: number;
  /** How many batches are computed at once. */
  readonly instances: number;
  /** How long an incomplete batch waits for more rows; 0 by default. */
  readonly delayMs: number;
  /** Requests are refused while this many rows wait. */
  readonly maxQueue: number;
}

/** What is told about each batch. */
export interface BatchTimes {
  readonly rows: number;
  /** How long the run took. */
  readonly inferMs: number;
}

/** What is told about each request that was computed. */
export interface RequestTimes {
  readonly rows: number;
  /** From its arrival until its first row was computed. */
  readonly queueMs: number;
  /** The runs that its rows were in. */
  readonly inferMs: number;
}

/** Computes a batch and tells how long it took. */
export type RunBatch = (
  images: Uint8Array,
  rows: number,
) => Promise<{ readonly results: Rows; readonly inferMs: number }>;

interface Waiting {
  readonly images: Uint8Array;
  readonly rows: number;
  readonly arrived: number;
  readonly results: Rows;
  readonly resolve: (result: { results: Rows; times: RequestTimes }) => void;
  readonly reject: (error: unknown) => void;
  readonly isAbandoned: () => boolean;
  taken: number;
  done: number;
  queueMs: number;
  inferMs: number;
}

/** Rows of a request that are in one batch. */
interface Part {
  readonly request: Waiting;
  readonly from: number;
  readonly rows: number;
}

/** The bytes of a picture, and the outputs of the model. */
interface RowSizes {
  readonly image: number;
  readonly outputs: readonly ModelOutput[];
}

/** Collects the rows of requests into batches for one model. */
export class Batcher {
  private readonly queue: Waiting[] = [];
  private readonly limits: BatchLimits;
  private readonly sizes: RowSizes;
  private readonly run: RunBatch;
  private readonly onBatch: (times: BatchTimes) => void;
  private running = 0;
  private timer: NodeJS.Timeout | undefined;
  /** How many rows wait and are in no batch yet. */
  waitingRows = 0;

  constructor(
    sizes: RowSizes,
    limits: BatchLimits,
    run: RunBatch,
    onBatch: (times: BatchTimes) => void = () => undefined,
  ) {
    this.sizes = sizes;
    this.limits = limits;
    this.run = run;
    this.onBatch = onBatch;
  }

  /**
   * Computes the pictures of one request.
   *
   * @param images uint8 `[rows, channels, height, width]`
   * @param isAbandoned whether nobody waits for the answer any more; asked before each batch of its rows
   * @throws TooBusy if too many rows wait
   */
  infer(
    images: Uint8Array,
    isAbandoned: () => boolean = () => false,
  ): Promise<{ results: Rows; times: RequestTimes }> {
    if (this.waitingRows >= this.limits.maxQueue)
      return Promise.reject(new TooBusy(`${this.waitingRows} pictures are waiting for this model already`));
    const rows = images.length / this.sizes.image;
    return new Promise((resolve, reject) => {
      const results = Object.fromEntries(
        this.sizes.outputs.map((output) => [output.name, new Float32Array(rows * rowSize(output))]),
      );
      const times = { taken: 0, done: 0, queueMs: 0, inferMs: 0, arrived: performance.now() };
      this.queue.push({ images, rows, results, resolve, reject, isAbandoned, ...times });
      this.waitingRows += rows;
      this.start();
    });
  }

  /** Starts batches while there are rows and the model is free. */
  private start(): void {
    while (this.waitingRows > 0 && this.mayRun()) {
      if (this.mustWait()) return;
      const parts = this.take();
      if (parts.length > 0) void this.compute(parts);
    }
  }

  /** Whether a thread is free. One full batch may wait for a thread: no row could join it any more. */
  private mayRun(): boolean {
    const { instances, maxBatch } = this.limits;
    return this.running < (this.waitingRows >= maxBatch ? instances + 1 : instances);
  }

  /** Whether an incomplete batch shall wait longer; a timer then starts it. */
  private mustWait(): boolean {
    const { delayMs, maxBatch } = this.limits;
    if (delayMs === 0 || this.waitingRows >= maxBatch) return false;
    const left = this.queue[0]!.arrived + delayMs - performance.now();
    if (left <= 0) return false;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.start();
    }, left);
    return true;
  }

  /** Takes rows from the front of the queue. */
  private take(): Part[] {
    const parts: Part[] = [];
    let room = this.limits.maxBatch;
    for (let request = this.queue[0]; request && room > 0; request = this.queue[0]) {
      const from = request.taken;
      if (request.isAbandoned()) {
        this.queue.shift();
        this.waitingRows -= request.rows - from;
        request.reject(new TooBusy('the request took too long'));
        continue;
      }
      const rows = Math.min(room, request.rows - from);
      request.taken += rows;
      room -= rows;
      this.waitingRows -= rows;
      parts.push({ request, from, rows });
      if (request.taken === request.rows) this.queue.shift();
    }
    return parts;
  }

  private async compute(parts: readonly Part[]): Promise<void> {
    const rows = parts.reduce((sum, part) => sum + part.rows, 0);
    this.running++;
    // The next batch starts before the results of this one are handed out.
    const run = this.run(this.join(parts, rows), rows).finally(() => {
      this.running--;
      this.start();
    });
    try {
      const { results, inferMs } = await run;
      this.onBatch({ rows, inferMs });
      this.handOut(parts, results, inferMs);
    } catch (error) {
      for (const { request } of parts) request.reject(error);
    }
  }

  private join(parts: readonly Part[], rows: number): Uint8Array {
    const { image } = this.sizes;
    const images = new Uint8Array(rows * image);
    let at = 0;
    for (const { request, from, rows: count } of parts) {
      images.set(request.images.subarray(from * image, (from + count) * image), at);
      at += count * image;
    }
    return images;
  }

  private handOut(parts: readonly Part[], results: Rows, inferMs: number): void {
    let at = 0;
    for (const { request, from, rows } of parts) {
      for (const output of this.sizes.outputs) {
        const size = rowSize(output);
        const own = results[output.name]!.subarray(at * size, (at + rows) * size);
        request.results[output.name]!.set(own, from * size);
      }
      at += rows;
      // A batch that was sent ahead has waited for its thread too.
      if (from === 0) request.queueMs = Math.max(0, performance.now() - request.arrived - inferMs);
      request.done += rows;
      request.inferMs += inferMs;
      if (request.done === request.rows) finish(request);
    }
  }
}

const finish = ({ results, rows, queueMs, inferMs, resolve }: Waiting): void =>
  resolve({ results, times: { rows, queueMs, inferMs } });
