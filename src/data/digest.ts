// Data by their content, for whatever must not be taken for another's: checkpoints, caches.
import type { Dataset } from './dataset.ts';

/** The SHA-256 of bytes, in hexadecimal digits. */
export async function digestOf(bytes: Uint8Array): Promise<string> {
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-assertion -- a browser's types ask for it
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What tells a data set from another: pictures, labels, classes and sizes; not where it came from. */
export async function digestOfData({
  images,
  labels,
  classNames,
  channels,
  height,
  width,
}: Dataset): Promise<string> {
  const parts = [images, new Uint8Array(labels.buffer, labels.byteOffset, labels.byteLength)];
  const [pictures, classes] = await Promise.all(parts.map(digestOf));
  return JSON.stringify({ pictures, classes, classNames, size: [channels, height, width] });
}
