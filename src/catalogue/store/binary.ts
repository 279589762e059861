// Vectors and codes in the binary format of Postgres, which is many times faster than text: `halfvec` as
// pgvector's `halfvec_recv` and `halfvec_send` have it, and `bit` as Postgres's `bit_recv`.
import { fromFloat16, toFloat16 } from '../../engine/graph/float16.ts';

const headerBytes = 4;

/** @returns the bytes of a `halfvec`: its length, two bytes of 0, and numbers in half precision */
export function halfvecBytes(vector: Float32Array): Uint8Array {
  const bytes = new Uint8Array(headerBytes + 2 * vector.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, vector.length);
  const halves = toFloat16(vector);
  for (let i = 0; i < halves.length; i++) view.setUint16(headerBytes + 2 * i, halves[i]!);
  return bytes;
}

/** The vector of the bytes of a `halfvec`. */
export function halfvecFrom(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + headerBytes, bytes.byteLength - headerBytes);
  const halves = new Uint16Array(view.byteLength / 2);
  for (let i = 0; i < halves.length; i++) halves[i] = view.getUint16(2 * i);
  return fromFloat16(halves);
}

/** @returns the bytes of a `bit`: the number of bits, and the bits */
export function bitBytes(bits: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(headerBytes + bits.length);
  new DataView(bytes.buffer).setInt32(0, 8 * bits.length);
  bytes.set(bits, headerBytes);
  return bytes;
}
