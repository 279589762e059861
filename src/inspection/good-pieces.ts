// Pictures of good pieces, which may be too many for the memory.

/** The good pieces of one variant. */
export interface GoodPieces {
  /** The name of the variant; empty if there is only one. */
  readonly name: string;
  /** The number of pieces. */
  readonly count: number;
  /** The pictures of some pieces, uint8 `[indices, channels, height, width]`. */
  readonly read: (indices: readonly number[]) => Promise<Uint8Array>;
}

/**
 * The pieces of a variant whose pictures are in memory.
 *
 * @param images uint8 `[count, channels, height, width]`
 * @param imageSize the bytes of a picture
 * @example variantOf(new Uint8Array(2 * 784), 784).count // 2
 */
export const variantOf = (images: Uint8Array, imageSize: number, name = ''): GoodPieces => ({
  name,
  count: images.length / imageSize,
  read: (indices) => {
    const chosen = new Uint8Array(indices.length * imageSize);
    indices.forEach((index, i) =>
      chosen.set(images.subarray(index * imageSize, (index + 1) * imageSize), i * imageSize),
    );
    return Promise.resolve(chosen);
  },
});
