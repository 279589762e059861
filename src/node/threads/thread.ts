// A thread whose functions can be called. ONNX Runtime's binding computes on the thread that calls it, and
// fitting pictures is plain JavaScript; both must stay off the thread that answers requests.
import type { Worker } from 'node:worker_threads';
import { InputError } from '../../errors.ts';
import { startWorker } from './start-worker.ts';
import { Moved, type Call, type News, type Reply } from './calls.ts';

/** The thread with the fewest calls without an answer. */
export const leastBusy = (threads: readonly Thread[]): Thread =>
  threads.reduce((least, other) => (other.pending < least.pending ? other : least));

/** A thread that answers calls with `answerCalls`. */
export class Thread {
  private readonly worker: Worker;
  private readonly waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  private calls = 0;
  private end: Error | undefined;

  /**
   * @param file the thread's program, without its extension: compiled beside the caller, or as source
   * @param base the `import.meta.url` that the file is relative to
   * @param name what errors call the thread
   * @param onNews is told what the thread says with `tellNews`
   */
  constructor(file: string, base: string, name: string, onNews?: (news: unknown) => void) {
    this.worker = startWorker(file, base, { name });
    this.worker.on('message', (message: Reply | News) =>
      'news' in message ? onNews?.(message.news) : this.settle(message),
    );
    this.worker.once('error', (error: Error) => this.fail(error));
    this.worker.once('exit', () => this.fail(new Error(`the thread '${name}' has ended`)));
    this.worker.unref();
  }

  /** How many calls have no answer yet. */
  get pending(): number {
    return this.waiting.size;
  }

  /** Whether the thread has ended, by itself or by `stop`. */
  get hasEnded(): boolean {
    return this.end !== undefined;
  }

  /**
   * Calls a function of the thread.
   *
   * @param argument anything that can be cloned; the buffers of a `Moved` value are moved
   * @throws the function's error, or an error if the thread ends before it answers
   */
  call<T>(name: string, argument: unknown): Promise<T> {
    if (this.end) return Promise.reject(this.end);
    const id = this.calls++;
    const answer = new Promise<unknown>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    this.worker.ref(); // the program must not end while someone waits for an answer
    const moved = argument instanceof Moved ? argument : new Moved(argument, []);
    this.worker.postMessage({ id, name, argument: moved.value } satisfies Call, [...moved.buffers]);
    return answer as Promise<T>;
  }

  /** Ends the thread and frees its memory. Calls without an answer fail. */
  async stop(): Promise<void> {
    this.fail(new Error('the thread was stopped'));
    await this.worker.terminate();
  }

  private settle(reply: Reply): void {
    const call = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (this.waiting.size === 0) this.worker.unref();
    if ('value' in reply) call?.resolve(reply.value);
    else call?.reject(reply.isInput ? new InputError(reply.message) : new Error(reply.message));
  }

  private fail(error: Error): void {
    this.end ??= error;
    for (const { reject } of this.waiting.values()) reject(this.end);
    this.waiting.clear();
  }
}
