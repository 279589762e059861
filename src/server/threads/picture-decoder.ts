// Decodes pictures on threads, a few at a time, and refuses more than may wait.
import { TooBusy } from '../errors.ts';
import type { ImageTarget } from '../../node/pictures/fit.ts';
import { Moved } from './calls.ts';
import type { PictureToDecode } from './picture-thread.ts';
import { Thread } from './thread.ts';

/** Decodes the bytes of pictures. */
export class PictureDecoder {
  private readonly threads: Thread[];
  private readonly mostWaiting: number;

  /**
   * @param count the number of threads
   * @param mostWaiting how many pictures may be decoded or wait for it
   */
  constructor(count: number, mostWaiting: number) {
    this.threads = Array.from({ length: count }, startThread);
    this.mostWaiting = mostWaiting;
  }

  /** How many pictures are being decoded or wait for it. */
  get pending(): number {
    return this.threads.reduce((sum, { pending }) => sum + pending, 0);
  }

  /**
   * Decodes a picture and fits it to a network's input.
   *
   * @param bytes of a picture file, moved to the thread
   * @returns `[channels, height, width]`, 0 to 255
   * @throws InputError if it is not a picture, and TooBusy if too many wait
   */
  async decode(bytes: Uint8Array, name: string, target: ImageTarget): Promise<Uint8Array> {
    if (this.pending >= this.mostWaiting) throw new TooBusy('too many pictures are waiting to be decoded');
    // A small Buffer shares its memory with others, so it can't be moved.
    const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes);
    return this.leastBusy().call('decode', new Moved<PictureToDecode>({ bytes: own, name, target }, [own]));
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.stop()));
  }

  /** The thread with the fewest pictures; one that has ended is replaced. */
  private leastBusy(): Thread {
    this.threads.forEach((thread, i) => {
      if (thread.hasEnded) this.threads[i] = startThread();
    });
    return this.threads.reduce((least, thread) => (thread.pending < least.pending ? thread : least));
  }
}

const startThread = (): Thread => new Thread('./picture-thread', import.meta.url, 'pictures');
