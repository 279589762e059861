import { expect, test } from 'vitest';
import { fontCoverage } from './font-coverage.ts';

/** A font that holds nothing but the table of its characters: "A" to "C" in 16 bits, an emoji in 32. */
function smallFont(): Buffer {
  const segments16 = Buffer.alloc(14 + 2 * 2 * 4 + 2);
  segments16.writeUInt16BE(4, 0);
  segments16.writeUInt16BE(4, 6); // twice two segments
  [0x43, 0xffff].forEach((last, i) => segments16.writeUInt16BE(last, 14 + 2 * i));
  [0x41, 0xffff].forEach((first, i) => segments16.writeUInt16BE(first, 20 + 2 * i));
  const segments32 = Buffer.alloc(28);
  segments32.writeUInt16BE(12, 0);
  [1, 0x1f457, 0x1f458, 7].forEach((value, i) => segments32.writeUInt32BE(value, 12 + 4 * i));

  const head = Buffer.alloc(12 + 16);
  head.writeUInt16BE(1, 4);
  head.write('cmap', 12, 'latin1');
  head.writeUInt32BE(28, 20);
  const cmap = Buffer.alloc(4 + 16);
  cmap.writeUInt16BE(2, 2);
  cmap.writeUInt32BE(20, 8);
  cmap.writeUInt32BE(20 + segments16.length, 16);
  return Buffer.concat([head, cmap, segments16, segments32]);
}

test('a font has the characters of all its segments, both ends included', () => {
  const has = fontCoverage(smallFont());
  const codePoints = [0x40, 0x41, 0x43, 0x44, 0xffff, 0x1f456, 0x1f457, 0x1f458, 0x1f459];
  expect(codePoints.filter(has)).toEqual([0x41, 0x43, 0x1f457, 0x1f458]);
});
