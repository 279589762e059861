// The pictures in memory from which the TypeScript peers draw their batches. They are random bytes, because
// their contents do not affect the speed. The Python peers' pool (peer_protocol.py) does the same with its
// own generator.
import { Random } from '../../src/random.ts';

const pixels = 28 * 28;

/** Random uint8 pictures and labels, returned batch by batch at shuffled indices. */
export class ImagePool {
  private readonly images: Uint8Array;
  private readonly labels: Int32Array;
  private readonly order: Uint32Array;
  private readonly random: Random;
  private position: number;

  constructor(seed: number, count = 60_000) {
    this.random = new Random(seed, 'bench', 'pool');
    const words = Uint32Array.from({ length: (count * pixels) / 4 }, () => this.random.uint32());
    this.images = new Uint8Array(words.buffer);
    this.labels = Int32Array.from({ length: count }, () => this.random.integer(10));
    this.order = Uint32Array.from({ length: count }, (_, index) => index);
    this.position = count;
  }

  /**
   * The next `size` pictures, `[size, 1, 28, 28]` (the same bytes as `[size, 28, 28, 1]`), and their labels.
   */
  nextBatch(size: number): { images: Uint8Array; labels: Int32Array } {
    const indices = this.nextIndices(size);
    const images = new Uint8Array(size * pixels);
    indices.forEach((from, to) =>
      images.set(this.images.subarray(from * pixels, (from + 1) * pixels), to * pixels),
    );
    return { images, labels: Int32Array.from(indices, (index) => this.labels[index]!) };
  }

  private nextIndices(size: number): Uint32Array {
    if (this.position + size > this.order.length) {
      this.random.shuffle(this.order);
      this.position = 0;
    }
    this.position += size;
    return this.order.subarray(this.position - size, this.position);
  }
}
