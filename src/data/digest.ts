// Digests of data by content, for checkpoints and caches, which must not be mistaken for those of other
// data.
import type { Dataset } from './dataset.ts';
import { isInMemory, type Pictures } from './pictures.ts';

/** The SHA-256 of bytes, as hexadecimal digits. */
export async function digestOf(bytes: Uint8Array): Promise<string> {
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-assertion -- browser types need it
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Identifies pictures by their content and order. */
export const digestOfPictures = (images: Pictures): Promise<string> =>
  isInMemory(images) ? digestOf(images) : images.digest();

/** Identifies a data set by its pictures, labels, classes and sizes; its origin does not matter. */
export async function digestOfData({
  images,
  labels,
  classNames,
  channels,
  height,
  width,
}: Dataset<Pictures>): Promise<string> {
  const pictures = await digestOfPictures(images);
  const classes = await digestOf(new Uint8Array(labels.buffer, labels.byteOffset, labels.byteLength));
  return JSON.stringify({ pictures, classes, classNames, size: [channels, height, width] });
}
