// A batch and the arrays that it is in. All of them lie in one buffer, which can be used again for other
// batches and copied from thread to thread as a whole.
import type { PictureShape } from './augmentation/kinds.ts';

/** Pictures and their labels, for one step of training. */
export interface Batch {
  /** `[size, channels, height, width]` */
  readonly images: Uint8Array;
  /** `[size]` */
  readonly labels: Int32Array;
  /**
   * Only after mixup or cutmix: picture i counts `1 - shares[i]` for `labels[i]` and `shares[i]` for
   * `mixed.labels[i]`.
   */
  readonly mixed?: MixedLabels;
}

/** What else is in the pictures of a batch; both `[size]`. */
export interface MixedLabels {
  /** The class index of the other picture. */
  readonly labels: Int32Array;
  /** The share of the other picture, 0 to 0.5. */
  readonly shares: Float32Array;
}

/** How much room a batch needs at most. */
export interface BatchRoom {
  readonly shape: PictureShape;
  readonly batchSize: number;
  /** Whether batches have mixed labels. */
  readonly isMixed: boolean;
}

const pictureBytes = ({ channels, height, width }: PictureShape): number => channels * height * width;

/** A new buffer for batches. */
export const batchBuffer = (room: BatchRoom): ArrayBuffer => new ArrayBuffer(batchBytes(room));

/** How many bytes such a buffer has. */
export const batchBytes = ({ shape, batchSize, isMixed }: BatchRoom): number =>
  batchSize * (pictureBytes(shape) + (isMixed ? 12 : 4));

/**
 * The batch of so many pictures in a buffer: labels first, whose elements have four bytes, then the pictures.
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
