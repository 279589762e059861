// Decodes pictures on threads, a few at a time, and refuses more than may wait.
import { TooBusy } from '../errors.ts';
import { fitImage, type ImageTarget } from '../../node/pictures/fit.ts';
import type { Raster } from '../../node/pictures/raster.ts';
import { decodePlainPng, plainPngHeader } from '../../node/pictures/plain-png.ts';
import { Moved } from '../../node/threads/calls.ts';
import type { PictureToDecode } from './picture-thread.ts';
import { Thread } from '../../node/threads/thread.ts';

/** Decodes the bytes of pictures. */
export class PictureDecoder {
  private threads: Thread[] = [];
  private readonly count: number;
  private readonly mostWaiting: number;

  /**
   * @param count the most threads, which start when they are needed
   * @param mostWaiting how many pictures may be decoded or wait for it
   */
  constructor(count: number, mostWaiting: number) {
    this.count = count;
    this.mostWaiting = mostWaiting;
  }

  /** How many pictures are being decoded or wait for it. */
  get pending(): number {
    return this.threads.reduce((sum, { pending }) => sum + pending, 0);
  }

  /**
   * Decodes a picture and fits it to a network's input. A small PNG of the network's size is decoded here:
   * a thread takes longer to answer than that takes.
   *
   * @param bytes of a picture file; they may be moved to a thread
   * @returns `[channels, height, width]`, 0 to 255
   * @throws InputError if it is not a picture, and TooBusy if too many wait
   */
  async decode(bytes: Uint8Array, name: string, target: ImageTarget): Promise<Uint8Array> {
    const raster = decodeSmall(bytes, target);
    if (raster) return fitImage(raster, target);
    if (this.pending >= this.mostWaiting) throw new TooBusy('too many pictures are waiting to be decoded');
    // A small Buffer shares its memory with others, so it can't be moved.
    const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes);
    return this.leastBusy().call('decode', new Moved<PictureToDecode>({ bytes: own, name, target }, [own]));
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.stop()));
  }

  /** The thread with the fewest pictures; a new one while there are fewer than may be and all are busy. */
  private leastBusy(): Thread {
    this.threads = this.threads.filter((thread) => !thread.hasEnded);
    const least = this.threads.toSorted((a, b) => a.pending - b.pending)[0];
    if (least && (least.pending === 0 || this.threads.length >= this.count)) return least;
    const thread = new Thread('./picture-thread', import.meta.url, 'pictures');
    this.threads.push(thread);
    return thread;
  }
}

/** Decodes a small, plain PNG of the network's size; undefined for anything else. */
function decodeSmall(
  bytes: Uint8Array,
  { height, width, maxPixels = Infinity }: ImageTarget,
): Raster | undefined {
  const png = plainPngHeader(bytes);
  const fits = png?.width === width && png.height === height && width * height <= maxPixels;
  return fits ? decodePlainPng(bytes) : undefined;
}
