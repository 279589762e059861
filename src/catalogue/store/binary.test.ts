import { expect, it } from 'vitest';
import { bitBytes, halfvecBytes, halfvecFrom } from './binary.ts';

it('writes a halfvec as pgvector does: its length, 0, and halves, all with the high byte first', () => {
  expect(halfvecBytes(Float32Array.of(1, -2, 0.5))).toEqual(
    Uint8Array.of(0, 3, 0, 0, 0x3c, 0x00, 0xc0, 0x00, 0x38, 0x00),
  );
});

it('reads what it writes, from the middle of other bytes too', () => {
  const vector = Float32Array.from({ length: 300 }, (_, i) => (i - 150) / 128);
  expect(halfvecFrom(halfvecBytes(vector))).toEqual(vector);
  const among = new Uint8Array([9, ...halfvecBytes(vector), 9]);
  expect(halfvecFrom(among.subarray(1, -1))).toEqual(vector);
});

it('writes bits after their number', () => {
  expect(bitBytes(Uint8Array.of(0x80, 0x01))).toEqual(Uint8Array.of(0, 0, 0, 16, 0x80, 0x01));
});
