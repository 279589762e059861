// The checksum against the values of RFC 3720, and a record against bytes put together by hand from the
// formats' definitions.
import { expect, it } from 'vitest';
import { crc32c, encodeRecord, encodeScalars, encodeVersion } from './event-file.ts';

it.each<[string, Uint8Array, number]>([
  ['32 zeros', new Uint8Array(32), 0x8a9136aa],
  ['32 ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
  ['0 to 31', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
  ['the digits 1 to 9', new TextEncoder().encode('123456789'), 0xe3069283],
])('CRC-32C of %s', (_, data, expected) => {
  expect(crc32c(data)).toBe(expected);
});

it('an event has a time, a step and a summary of tagged values', () => {
  const bytes = encodeScalars(1, 3, { a: 0.5 });
  const time = [0x09, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f];
  const value = [0x0a, 8, 0x0a, 1, 0x61, 0x15, 0, 0, 0, 0x3f];
  expect([...bytes]).toEqual([...time, 0x10, 3, 0x2a, value.length, ...value]);
  expect(new TextDecoder().decode(encodeVersion(0).subarray(11))).toBe('brain.Event:2');
});

it('a record has its length and masked checksums', () => {
  const data = new TextEncoder().encode('123456789');
  const record = encodeRecord(data);
  const view = new DataView(record.buffer);
  expect(record).toHaveLength(data.length + 16);
  expect(view.getBigUint64(0, true)).toBe(9n);
  expect(record.subarray(12, 21)).toEqual(data);
  // Rotated right by 15 bits, plus a constant: 0xe3069283 → 0x2507c60d → 0xc78ab0e5.
  expect(view.getUint32(21, true)).toBe((0x2507c60d + 0xa282ead8) % 2 ** 32);
});
