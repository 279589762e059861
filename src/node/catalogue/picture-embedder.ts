// Turns picture files into vectors on all cores.
import type { EmbeddedPicture, EmbeddingModel, FileContent } from './embed-thread.ts';
import { leastBusy, Thread } from '../threads/thread.ts';

/** The files of a batch, read by one of the threads. */
export interface ReadBatch {
  readonly contents: readonly FileContent[];
  /** Computes the vectors of some of the files. Call it once, with nothing if none is wanted. */
  embed(wanted: readonly number[]): Promise<(EmbeddedPicture | { readonly error: string })[]>;
}

/** Threads with a model. */
export class PictureEmbedder {
  private readonly threads: readonly Thread[];
  private batches = 0;

  private constructor(threads: readonly Thread[]) {
    this.threads = threads;
  }

  /** Starts threads. @throws InputError if the model can't be opened */
  static async start(model: EmbeddingModel, count: number): Promise<PictureEmbedder> {
    const threads = Array.from(
      { length: count },
      () => new Thread('./embed-thread', import.meta.url, 'pictures'),
    );
    const embedder = new PictureEmbedder(threads);
    try {
      await Promise.all(threads.map((thread) => thread.call('load', model)));
      return embedder;
    } catch (error) {
      await embedder.stop();
      throw error;
    }
  }

  /** Reads the files of a batch, on the thread with the fewest. */
  async read(files: readonly string[]): Promise<ReadBatch> {
    const thread = leastBusy(this.threads);
    const batch = this.batches++;
    const contents = await thread.call<FileContent[]>('read', { batch, files });
    return { contents, embed: (wanted) => thread.call('embed', { batch, files, wanted }) };
  }

  async stop(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.stop()));
  }
}
