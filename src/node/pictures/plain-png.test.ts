// Small PNGs decoded by us have libvips's pixels; whatever is not plain is left to libvips.
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { decodeColours } from './libvips.ts';
import { decodePlainPng, plainPngHeader } from './plain-png.ts';
import { encodePng, type PngPicture } from './testing/png.ts';

const [width, height] = [7, 15];
const channels = { 0: 1, 2: 3, 4: 2, 6: 4 } as const;

/** A picture of noise; its rows take turns with the five filters. */
function noise(colourType: keyof typeof channels, more: Partial<PngPicture> = {}): Buffer {
  const random = new Random(colourType);
  const rows = Array.from({ length: height }, () =>
    Uint8Array.from({ length: width * channels[colourType] }, () => random.integer(256)),
  );
  const filters = rows.map((_, y) => y % 5);
  return encodePng({ width, height, depth: 8, colourType, rows, filters, ...more });
}

const byLibvips = (png: Buffer) =>
  decodeColours(png, { longestEdge: 100, maxPixels: 10_000, failOn: 'warning' });

describe('plain PNGs', () => {
  const printedSize: PngPicture['chunks'] = [['pHYs', Buffer.from([0, 0, 1, 0, 0, 0, 9, 0, 1])]];
  const small = () => sharp(noise(2));
  it.each<[string, () => Promise<Buffer> | Buffer]>([
    ['grey', () => noise(0)],
    ['colours', () => noise(2)],
    ['grey with opacity', () => noise(4)],
    ['colours with opacity', () => noise(6)],
    ['with the size of a printed pixel', () => noise(2, { chunks: printedSize })],
    ['by sharp', () => small().png().toBuffer()],
    ['by sharp, filtered', () => small().png({ adaptiveFiltering: true }).toBuffer()],
    ['in two pieces', () => inPieces(noise(2))],
  ])('%s', async (_, make) => {
    const png = await make();
    const { data, ...size } = await byLibvips(png);
    const decoded = decodePlainPng(png)!;
    expect(decoded).toMatchObject(size);
    expect(Buffer.compare(decoded.data, data)).toBe(0);
  });
});

describe('left to libvips', () => {
  const chunk = (type: string, data: Buffer) => noise(2, { chunks: [[type, data]] });
  const changed = (at: number, value: number) => {
    const png = noise(0);
    png[at < 0 ? png.length + at : at] = value;
    return png;
  };
  const rows = (count: number, filter = 0) =>
    encodePng({
      ...{ width: 4, height: 4, depth: 8, colourType: 0, filters: [filter] },
      rows: Array.from({ length: count }, () => new Uint8Array(4)),
    });
  const profile = Buffer.concat([Buffer.from('name\0\0'), deflateSync(Buffer.alloc(128))]);
  it.each<[string, () => Promise<Buffer> | Buffer]>([
    ['nothing', () => Buffer.alloc(0)],
    ['another format', () => sharp(noise(2)).jpeg().toBuffer()],
    ['a palette', () => sharp(noise(2)).png({ palette: true }).toBuffer()],
    ['interlaced', () => sharp(noise(2)).png({ progressive: true }).toBuffer()],
    ['16 bits', () => sharp(noise(2)).toColourspace('rgb16').png().toBuffer()],
    ['many pixels', () => sharp(noise(2)).resize(65, 64).png().toBuffer()],
    ['a transparent colour', () => chunk('tRNS', Buffer.alloc(6))],
    ['a gamma', () => chunk('gAMA', Buffer.from([0, 0, 0xb1, 0x8f]))],
    ['a colour profile', () => chunk('iCCP', profile)],
    ['turned by EXIF', () => sharp(noise(2)).withMetadata({ orientation: 6 }).png().toBuffer()],
    ['a wrong check sum', () => changed(-1, 0)],
    ['no width', () => encodePng({ width: 0, height: 4, depth: 8, colourType: 0, rows: [] })],
    ['an unknown colour type', () => changed(25, 1)],
    ['cut off', () => noise(2).subarray(0, -12)],
    ['bytes behind the end', () => Buffer.concat([noise(2), Buffer.of(0)])],
    ['too few rows', () => rows(3)],
    ['too many rows', () => rows(5)],
    ['an unknown filter', () => rows(4, 5)],
  ])('%s', async (_, make) => expect(decodePlainPng(await make())).toBeUndefined());
});

it('its header tells the size', () => {
  expect(plainPngHeader(noise(6))).toEqual({ width, height, channels: 4 });
});

/** Splits the pixels of a PNG, whose last two chunks are the pixels and the end, into two chunks. */
function inPieces(png: Buffer): Buffer {
  const at = png.indexOf('IDAT') - 4;
  const pixels = png.subarray(at + 8, png.length - 16);
  const head = encodePng({
    ...{ width, height, depth: 8, colourType: 2, rows: [] },
    chunks: [
      ['IDAT', pixels.subarray(0, 20)],
      ['IDAT', pixels.subarray(20)],
    ],
  });
  // Without the empty pixels that the encoder added.
  const added = head.lastIndexOf('IDAT') - 4;
  return Buffer.concat([head.subarray(0, added), head.subarray(-12)]);
}
