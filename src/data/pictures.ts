// The pictures of a data set: an array in memory, or a source that reads them when they are needed. A source
// can be larger than memory.

/** Pictures of one size that are not in memory. */
export interface PictureSource {
  /** The number of pictures. */
  readonly count: number;
  /** Reads the pictures at the indices into an array, one after the other. */
  read(indices: ArrayLike<number>, into: Uint8Array): void;
  /** The pictures at the indices, in that order. Reads nothing. */
  select(indices: ArrayLike<number>): PictureSource;
  /** Identifies the pictures by their content and order. */
  digest(): Promise<string>;
}

/** `[count, channels, height, width]`, 0 to 255, in memory or read when needed. */
export type Pictures = Uint8Array | PictureSource;

export const isInMemory = (images: Pictures): images is Uint8Array => images instanceof Uint8Array;

/**
 * The pictures at the indices, in that order: a copy of those in memory, or a part of a source.
 *
 * @param size the bytes of a picture
 */
export function selectPictures(images: Pictures, indices: ArrayLike<number>, size: number): Pictures {
  if (!isInMemory(images)) return images.select(indices);
  const selected = new Uint8Array(indices.length * size);
  readPictures(images, indices, size, selected);
  return selected;
}

/**
 * Reads the pictures at the indices into an array, one after the other.
 *
 * @param size the bytes of a picture
 */
export function readPictures(
  images: Pictures,
  indices: ArrayLike<number>,
  size: number,
  into: Uint8Array,
): void {
  if (!isInMemory(images)) return images.read(indices, into);
  for (let i = 0; i < indices.length; i++)
    into.set(images.subarray(indices[i]! * size, (indices[i]! + 1) * size), i * size);
}

/**
 * Goes through all pictures in order, as arrays `[pictures, channels, height, width]`. Each is valid until
 * the next one is asked for.
 *
 * @param size the bytes of a picture
 * @param most the pictures in a piece; the last one may have fewer
 */
export function* piecesOf(images: Pictures, size: number, most: number): Generator<Uint8Array> {
  const count = isInMemory(images) ? images.length / size : images.count;
  const buffer = isInMemory(images) ? undefined : new Uint8Array(Math.min(most, count) * size);
  for (let start = 0; start < count; start += most) {
    const end = Math.min(count, start + most);
    if (isInMemory(images)) yield images.subarray(start * size, end * size);
    else yield readRange(images, start, end, buffer!.subarray(0, (end - start) * size));
  }
}

function readRange(source: PictureSource, start: number, end: number, into: Uint8Array): Uint8Array {
  source.read(
    Uint32Array.from({ length: end - start }, (_, i) => start + i),
    into,
  );
  return into;
}

/** The first pictures as an array, or all if there are fewer. */
export function firstPictures(images: Pictures, most: number, size: number): Uint8Array {
  if (isInMemory(images)) return images.subarray(0, most * size);
  const count = Math.min(most, images.count);
  return readRange(images, 0, count, new Uint8Array(count * size));
}
