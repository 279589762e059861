// Changes of tone: each byte of a channel is replaced by the entry of a table. The formulas are those of
// PIL and torchvision, but results are rounded to the nearest byte where those cut off the fraction.
import { toByte } from './kinds.ts';

const scratch = new Uint8Array(256);
const counts = new Uint32Array(256);

/** Replaces the bytes from `start` to before `end` by those that a function gives for them. */
export function mapTones(
  images: Uint8Array,
  start: number,
  end: number,
  toneOf: (byte: number) => number,
): void {
  for (let byte = 0; byte < 256; byte++) scratch[byte] = toByte(toneOf(byte));
  for (let i = start; i < end; i++) images[i] = scratch[images[i]!]!;
}

/** How often each byte occurs from `start` to before `end`. Valid until the next call. */
function countTones(images: Uint8Array, start: number, end: number): Uint32Array {
  counts.fill(0);
  for (let i = start; i < end; i++) counts[images[i]!]!++;
  return counts;
}

/** Stretches the tones that occur to the whole range from 0 to 255. */
export function autocontrast(images: Uint8Array, start: number, end: number): void {
  const counted = countTones(images, start, end);
  const low = counted.findIndex((count) => count > 0);
  const high = counted.findLastIndex((count) => count > 0);
  if (low < high) mapTones(images, start, end, (byte) => (255 * (byte - low)) / (high - low));
}

/** Makes all tones about equally frequent, by PIL's integer formula. */
export function equalize(images: Uint8Array, start: number, end: number): void {
  const counted = countTones(images, start, end);
  const last = counted[counted.findLastIndex((count) => count > 0)]!;
  const step = Math.floor((end - start - last) / 255);
  if (step === 0) return;
  const below = new Uint32Array(256);
  for (let byte = 1; byte < 256; byte++) below[byte] = below[byte - 1]! + counted[byte - 1]!;
  mapTones(images, start, end, (byte) => Math.floor((below[byte]! + (step >> 1)) / step));
}

/** Keeps the upper bits of each byte, 1 to 8 of them. */
export function posterize(images: Uint8Array, start: number, end: number, bits: number): void {
  const mask = 256 - 2 ** (8 - bits);
  for (let i = start; i < end; i++) images[i]! &= mask;
}

/** Inverts the bytes from a threshold on. */
export function solarize(images: Uint8Array, start: number, end: number, threshold: number): void {
  mapTones(images, start, end, (byte) => (byte >= threshold ? 255 - byte : byte));
}
