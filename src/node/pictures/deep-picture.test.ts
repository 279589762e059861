// Pictures with more than 8 bits or three bands: their pixels, or the message that refuses them.
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import type { Samples } from './samples.ts';
import { colourSamples, cornersOf, greySamples, rightColours, rightGreys, side } from './testing/corners.ts';
import { encodePng } from './testing/png.ts';
import { encodeTiff, type TiffPicture } from './testing/tiff.ts';

const scaled = (values: readonly number[], factor: number): number[] =>
  values.map((v) => Math.round(v * factor));
const shorts = (values: readonly number[], bits: number) => Uint16Array.from(scaled(values, 2 ** bits - 1));

const tiff = (samples: Samples, photometric: number, tags?: TiffPicture['tags']): Buffer =>
  encodeTiff({ width: side, height: side, samples, photometric, ...(tags && { tags }) });

function png(samples: Uint16Array, colourType: number, significant?: readonly number[]): Buffer {
  const perRow = samples.length / side;
  const rows = Array.from({ length: side }, (_, y) => {
    const row = Buffer.alloc(2 * perRow);
    samples.subarray(y * perRow, (y + 1) * perRow).forEach((sample, i) => row.writeUInt16BE(sample, 2 * i));
    return row;
  });
  const chunks = significant ? [['sBIT', Buffer.from(significant)] as const] : [];
  return encodePng({ width: side, height: side, depth: 16, colourType, rows, chunks });
}

const opacity = [0, 2] as const;
const [blackIsZero, whiteIsZero, rgb] = [1, 0, 2];

describe('depth', () => {
  it.each([8, 10, 12, 14, 16])('%d bits in 16', async (bits) => {
    expect(await cornersOf(png(shorts(greySamples(), bits), 0))).toBe(rightGreys);
    expect(await cornersOf(png(shorts(colourSamples(), bits), 2))).toBe(rightColours);
    expect(await cornersOf(png(shorts(greySamples(1), bits), 4))).toBe(rightGreys);
    expect(await cornersOf(png(shorts(colourSamples(1), bits), 6))).toBe(rightColours);
    expect(await cornersOf(tiff(shorts(greySamples(), bits), blackIsZero))).toBe(rightGreys);
    expect(await cornersOf(tiff(shorts(colourSamples(), bits), rgb))).toBe(rightColours);
    const negative = greySamples().map((value) => 1 - value);
    expect(await cornersOf(tiff(shorts(negative, bits), whiteIsZero))).toBe(rightGreys);
  });

  it.each<[what: string, samples: Samples]>([
    ['floats to 1', Float32Array.from(colourSamples())],
    ['floats to 255', Float32Array.from(scaled(colourSamples(), 255))],
    ['floats of 12 bits', Float32Array.from(scaled(colourSamples(), 4095))],
    ['16 bits with a sign', Int16Array.from(scaled(colourSamples(), 32_767))],
    ['12 bits in 32', Uint32Array.from(scaled(colourSamples(), 4095))],
  ])('%s', async (_, samples) => expect(await cornersOf(tiff(samples, rgb))).toBe(rightColours));

  it('is the depth in the file if samples stay below it', async () => {
    const dim = scaled(greySamples(), 900);
    expect(await cornersOf(png(Uint16Array.from(dim), 0, [10]))).toBe('000000 4b4b4b / 969696 e0e0e0');
    const said = tiff(Uint16Array.from(dim), blackIsZero, { 281: [1023] });
    expect(await cornersOf(said)).toBe('000000 4b4b4b / 969696 e0e0e0');
  });

  it('of a dark picture of bytes in 16 bits stays dark', async () => {
    const dark = Uint16Array.from(greySamples(), (value) => Math.round(60 * value) * 257);
    expect(await cornersOf(png(dark, 0))).toBe('000000 141414 / 282828 3c3c3c');
  });

  it.each<[what: string, bytes: Buffer, message: RegExp]>([
    [
      'below 0',
      tiff(
        Int16Array.from(scaled(greySamples(), 2000), (v) => v - 1000),
        1,
      ),
      /expected samples from 0, got -1000$/,
    ],
    [
      'no numbers',
      tiff(
        Float32Array.from(greySamples(), (v, i) => (i === 9 ? NaN : v)),
        1,
      ),
      /expected finite numbers as samples, got infinite or invalid ones$/,
    ],
    [
      'on no known scale',
      tiff(
        Float32Array.from(greySamples(), (v) => 5 * v),
        1,
      ),
      /expected samples from 0 to 1, .*, got samples up to 5$/,
    ],
    ['of 64 bits', tiff(Float64Array.from(greySamples()), 1), /expected samples of at most 32 bits, got 64$/],
    [
      'of 1 bit in 16',
      tiff(Uint16Array.from(scaled(greySamples(), 1)), 1),
      /expected samples from 0 to 1, .*, got samples up to 1$/,
    ],
  ])('that can’t be known is refused: %s', async (_, bytes, message) => {
    await expect(cornersOf(bytes)).rejects.toThrow(InputError);
    await expect(cornersOf(bytes)).rejects.toThrow(message);
  });

  it('rotates such pictures by EXIF too', async () => {
    const sideways = (samples: Samples) => cornersOf(tiff(samples, rgb, { 274: [6] }));
    expect(await sideways(shorts(colourSamples(), 12))).toBe('0000ff ff0000 / ffffff 00ff00');
    expect(await sideways(shorts(colourSamples(), 8))).toBe('0000ff ff0000 / ffffff 00ff00');
  });
});

describe('bands', () => {
  it.each<[what: string, samples: readonly number[], photometric: number, extra: readonly number[]]>([
    ['infrared', colourSamples(0), rgb, [0]],
    ['infrared, of which the file says nothing', colourSamples(0), rgb, []],
    ['two more', colourSamples(0.5, 0.5), rgb, [0, 0]],
    ['infrared, then opacity', colourSamples(0, 1), rgb, opacity],
    ['opacity', colourSamples(1), rgb, [2]],
    ['opacity that is multiplied in', colourSamples(1), rgb, [1]],
    ['one more than grey', greySamples(0), blackIsZero, [0]],
  ])('%s', async (_, samples, photometric, extra) => {
    const tags = extra.length > 0 ? { 338: extra } : undefined;
    const right = photometric === rgb ? rightColours : rightGreys;
    expect(await cornersOf(tiff(Uint8Array.from(scaled(samples, 255)), photometric, tags))).toBe(right);
    expect(await cornersOf(tiff(shorts(samples, 12), photometric, tags))).toBe(right);
    expect(await cornersOf(tiff(shorts(samples, 16), photometric, tags))).toBe(right);
  });

  it('keep the opacity', async () => {
    const half = tiff(shorts(colourSamples(0.2, 0.5), 16), rgb, { 338: opacity });
    expect(await cornersOf(half)).toBe('ff000080 00ff0080 / 0000ff80 ffffff80');
  });

  const repeated = (bands: number) =>
    Uint8Array.from({ length: side * side * bands }, (_, i) => (17 * i) % 256);
  it.each<[what: string, bytes: Buffer, message: RegExp]>([
    [
      'thirteen',
      tiff(repeated(13), blackIsZero),
      /the picture has 13 bands, and its header does not say which are red/,
    ],
    [
      'three that are not said to be colours',
      tiff(repeated(3), blackIsZero),
      /the picture has 3 bands, and its header does not say which are red/,
    ],
    [
      'CMYK and a fifth ink',
      tiff(repeated(5), 5),
      /the picture has 5 bands, and its header does not say what the last ones are$/,
    ],
    [
      'six inks',
      tiff(repeated(6), 5, { 332: [2] }),
      /expected the inks cyan, magenta, yellow and black, got 6 other inks$/,
    ],
    ['L*a*b*', tiff(repeated(3), 8), /in the colour space L\*a\*b\*/],
    ['YCbCr as it is', tiff(repeated(3), 6), /in the colour space YCbCr/],
    ['a colour filter array', tiff(repeated(1), 32_803), /raw photograph/],
    ['a preview first', tiff(repeated(3), rgb, { 254: [1] }), /preview/],
    ['DNG', tiff(repeated(3), rgb, { 50_706: [1, 4, 0, 0] }), /a raw photograph/],
  ])('that can’t be known are refused: %s', async (_, bytes, message) => {
    await expect(cornersOf(bytes)).rejects.toThrow(InputError);
    await expect(cornersOf(bytes)).rejects.toThrow(message);
  });
});

it('pictures of bytes are decoded as by sharp', async () => {
  const pixels = Uint8Array.from(scaled(colourSamples(), 255));
  const picture = sharp(pixels, { raw: { width: side, height: side, channels: 3 } });
  const files = [
    picture.png(),
    picture.tiff({ compression: 'lzw' }),
    picture.webp({ lossless: true }),
    picture.gif(),
  ];
  for (const file of files) expect(await cornersOf(await file.toBuffer())).toBe(rightColours);
  expect(await cornersOf(await picture.avif({ quality: 100 }).toBuffer())).toMatch(
    /^f[ef]000. 0.f[ef]0. \/ 0.0.f[ef] ffffff$/,
  );
});
