// BMP of every kind, and files that are cut off or inconsistent.
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { decodeBmp } from './bmp.ts';
import { cornersOf, rightColours, side } from './testing/corners.ts';
import { encodeBmp, type BmpPicture } from './testing/bmp.ts';

const palette = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
] as const;
/** Which colour of the palette a pixel has. */
const indexAt = (x: number, y: number): number => (y < side / 2 ? 0 : 2) + (x < side / 2 ? 0 : 1);
const columns = Array.from({ length: side }, (_, x) => x);
const rowsUp = Array.from({ length: side }, (_, y) => side - 1 - y);

/** Rows from the bottom, each pixel as bytes. */
const pixels = (bytesOf: (rgb: readonly number[]) => readonly number[], rows = rowsUp): Buffer =>
  Buffer.from(rows.flatMap((y) => columns.flatMap((x) => bytesOf(palette[indexAt(x, y)]!))));

/** Palette indices, several a byte. */
function packed(bits: number): Buffer {
  const perByte = 8 / bits;
  const bytes = rowsUp.flatMap((y) =>
    Array.from({ length: side / perByte }, (_, i) =>
      columns
        .slice(i * perByte, (i + 1) * perByte)
        .reduce((byte, x) => (byte << bits) | (indexAt(x, y) % 2 ** bits), 0),
    ),
  );
  return Buffer.from(bytes);
}

const word = (value: number): number[] => [value & 255, value >> 8];
const bgr = ([r, g, b]: readonly number[]) => [b!, g!, r!];
const half = side / 2;
const runs8 = rowsUp.flatMap((y) => [half, indexAt(0, y), half, indexAt(half, y), 0, 0]);
const runs4 = rowsUp.flatMap((y) => [half, 17 * indexAt(0, y), half, 17 * indexAt(half, y), 0, 0]);
/** Numbers as they are, three at a time and so filled up to four bytes, then a run. */
const literal = rowsUp.flatMap((y) => {
  const [a, b] = [indexAt(0, y), indexAt(half, y)];
  return [0, 3, a, a, a, 0, half - 3, a, half, b, 0, 0];
});

const kinds: Readonly<Record<string, Omit<BmpPicture, 'width' | 'height'> & { readonly height?: number }>> = {
  '24 bits': { bits: 24, pixels: pixels(bgr) },
  '24 bits from the top': { bits: 24, height: -side, pixels: pixels(bgr, rowsUp.toReversed()) },
  '24 bits, OS/2': { bits: 24, headerBytes: 12, pixels: pixels(bgr) },
  '32 bits, the fourth byte 0': { bits: 32, pixels: pixels((c) => [...bgr(c), 0]) },
  '32 bits, masks swapped': {
    ...{ bits: 32, compression: 3, masks: [0xff, 0xff00, 0xff0000] },
    pixels: pixels((c) => [...c, 0]),
  },
  '32 bits with opacity': {
    ...{ bits: 32, compression: 3, headerBytes: 124, masks: [0xff0000, 0xff00, 0xff, 0xff000000] },
    pixels: pixels((c) => [...bgr(c), 255]),
  },
  '32 bits with opacity that nobody set': {
    ...{ bits: 32, compression: 3, headerBytes: 108, masks: [0xff0000, 0xff00, 0xff, 0xff000000] },
    pixels: pixels((c) => [...bgr(c), 0]),
  },
  '16 bits': {
    bits: 16,
    pixels: pixels(([r, g, b]) => word(((r! >> 3) << 10) | ((g! >> 3) << 5) | (b! >> 3))),
  },
  '16 bits, masks of 5, 6 and 5': {
    ...{ bits: 16, compression: 3, masks: [0xf800, 0x07e0, 0x001f] },
    pixels: pixels(([r, g, b]) => word(((r! >> 3) << 11) | ((g! >> 2) << 5) | (b! >> 3))),
  },
  'a palette of 8 bits': { bits: 8, palette, pixels: packed(8) },
  'a palette of 4 bits': { bits: 4, palette, pixels: packed(4) },
  'a palette of 2 bits': { bits: 2, palette, pixels: packed(2) },
  'a palette of 8 bits, OS/2': { bits: 8, headerBytes: 12, palette, pixels: packed(8) },
  'run lengths of 8 bits': { bits: 8, compression: 1, palette, pixels: Buffer.from([...runs8, 0, 1]) },
  'run lengths without an end': { bits: 8, compression: 1, palette, pixels: Buffer.from(runs8) },
  'run lengths of 4 bits': { bits: 4, compression: 2, palette, pixels: Buffer.from([...runs4, 0, 1]) },
  'run lengths and numbers': { bits: 8, compression: 1, palette, pixels: Buffer.from([...literal, 0, 1]) },
};
const encode = (kind: (typeof kinds)[string]) => encodeBmp({ width: side, height: side, ...kind });

describe('BMP', () => {
  it.each(Object.entries(kinds))('%s', async (_, kind) => {
    expect(await cornersOf(encode(kind))).toBe(rightColours);
  });

  it('of one bit per pixel, of any width', () => {
    const bytes = encodeBmp({
      ...{ width: 9, height: 1, bits: 1, palette: [palette[2], palette[3]] },
      pixels: Buffer.from([0b10100000, 0b10000000, 0, 0]),
    });
    const { data } = decodeBmp(bytes, 100);
    expect(Array.from({ length: 9 }, (_, i) => data[4 * i]! / 255)).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 1]);
  });

  it.each(Object.entries(kinds))('cut off is refused: %s', (_, kind) => {
    const whole = encode(kind);
    for (const length of [17, 30, 60, whole.length >> 1, whole.length - 9])
      expect(() => decodeBmp(whole.subarray(0, length), 1e6), `${length}`).toThrow(InputError);
  });

  it.each<[what: string, bytes: Buffer, message: RegExp]>([
    [
      'too many pixels',
      encodeBmp({ width: 30_000, height: 30_000, bits: 1, pixels: Buffer.of(0) }),
      /allow it with --max-pixels 900M$/,
    ],
    ['no pixels', encodeBmp({ width: 0, height: 5, bits: 24, pixels: Buffer.of(0) }), /0 × 5 pixels$/],
    [
      'a JPEG inside',
      encodeBmp({ width: 5, height: 5, bits: 0, compression: 4, pixels: Buffer.of(0) }),
      /0 bits and compression 4 is not supported$/,
    ],
    [
      'a colour that is not there',
      encodeBmp({ width: 4, height: 1, bits: 8, palette: [palette[0]], pixels: Buffer.of(0, 0, 7, 0) }),
      /palette$/,
    ],
    [
      'colours that are all the same',
      encodeBmp({
        width: 4,
        height: 1,
        bits: 8,
        palette: [
          [0, 0, 0],
          [0, 0, 0],
        ],
        pixels: Buffer.of(0, 1, 0, 1),
      }),
      /the same$/,
    ],
    [
      'masks without bits',
      encodeBmp({
        width: 1,
        height: 1,
        bits: 32,
        compression: 3,
        masks: [0, 0, 0],
        pixels: Buffer.of(1, 2, 3, 4),
      }),
      /masks are empty$/,
    ],
    [
      'runs that end before half of the picture',
      encodeBmp({ width: 10, height: 10, bits: 8, compression: 1, palette, pixels: Buffer.of(49, 1, 0, 1) }),
      /most of its pixels are missing$/,
    ],
    [
      'runs too few for its size, without making room for it',
      encodeBmp({
        width: 8000,
        height: 8000,
        bits: 8,
        compression: 1,
        palette,
        pixels: Buffer.of(255, 1, 0, 1),
      }),
      /most of its pixels are missing$/,
    ],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => decodeBmp(bytes, 64e6)).toThrow(InputError);
    expect(() => decodeBmp(bytes, 64e6)).toThrow(message);
  });
});
