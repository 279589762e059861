// A batch and its arrays. All arrays share one buffer, which can be reused for other batches and copied to
// another thread as a whole.
import type { PictureShape } from './augmentation/kinds.ts';

/** Pictures and their labels, for one training step. */
export interface Batch {
  /** `[size, channels, height, width]` */
  readonly images: Uint8Array;
  /** `[size]` */
  readonly labels: Int32Array;
  /**
   * Only after mixup or CutMix: picture i counts `1 - shares[i]` for `labels[i]` and `shares[i]` for
   * `mixed.labels[i]`.
   */
  readonly mixed?: MixedLabels;
}

/** The other pictures in the pictures of a batch; both `[size]`. */
export interface MixedLabels {
  /** The class index of the other picture. */
  readonly labels: Int32Array;
  /** The share of the other picture, 0 to 0.5. */
  readonly shares: Float32Array;
}

/** The largest batch that a buffer must hold. */
export interface BatchRoom {
  readonly shape: PictureShape;
  readonly batchSize: number;
  /** Whether batches have mixed labels. */
  readonly isMixed: boolean;
}

const pictureBytes = ({ channels, height, width }: PictureShape): number => channels * height * width;

/** A new buffer for batches. */
export const batchBuffer = (room: BatchRoom): ArrayBuffer => new ArrayBuffer(batchBytes(room));

/** The size of such a buffer in bytes. */
export const batchBytes = ({ shape, batchSize, isMixed }: BatchRoom): number =>
  batchSize * (pictureBytes(shape) + (isMixed ? 12 : 4));

/**
 * A batch of `count` pictures in a buffer. Labels come first, because their elements need an alignment of
 * four bytes; the pictures follow.
 */
export function batchIn(
  buffer: ArrayBufferLike,
  { shape, batchSize, isMixed }: BatchRoom,
  count: number,
): Batch {
  const bytes = 4 * batchSize;
  const images = new Uint8Array(buffer, isMixed ? 3 * bytes : bytes, count * pictureBytes(shape));
  const labels = new Int32Array(buffer, 0, count);
  if (!isMixed) return { images, labels };
  const mixed = {
    labels: new Int32Array(buffer, bytes, count),
    shares: new Float32Array(buffer, 2 * bytes, count),
  };
  return { images, labels, mixed };
}
