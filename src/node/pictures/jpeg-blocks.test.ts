// Whether all blocks are present, in every arrangement of blocks.
import sharp, { type JpegOptions } from 'sharp';
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { hasAllBlocks } from './jpeg-blocks.ts';

const random = new Random(5, 'blocks');
async function jpeg(width: number, height: number, channels: 1 | 3, options: JpegOptions): Promise<Buffer> {
  const pixels = Uint8Array.from({ length: width * height * channels }, () => random.integer(256));
  const picture = sharp(pixels, { raw: { width, height, channels } });
  return (channels === 1 ? picture.toColourspace('b-w') : picture).jpeg(options).toBuffer();
}

const files = {
  grey: await jpeg(61, 47, 1, {}),
  'colour in whole blocks': await jpeg(64, 48, 3, { chromaSubsampling: '4:4:4' }),
  'colour, subsampled, in parts of blocks': await jpeg(61, 47, 3, { chromaSubsampling: '4:2:0' }),
  'with codes of its own': await jpeg(50, 70, 3, { optimiseCoding: true, quality: 30 }),
  'one pixel': await jpeg(1, 1, 3, {}),
  'with zeros as codes': await sharp({ create: { width: 800, height: 600, channels: 3, background: 'teal' } })
    .jpeg({ optimiseCoding: true })
    .toBuffer(),
};

/** The same file, which says that it has restart markers after so many units. */
function withRestartsAfter(bytes: Buffer, units: number): Buffer {
  const scan = bytes.indexOf('ffda', 0, 'hex');
  const interval = Buffer.of(0xff, 0xdd, 0, 4, units >> 8, units & 255);
  return Buffer.concat([bytes.subarray(0, scan), interval, bytes.subarray(scan)]);
}

describe.each(Object.entries(files))('%s', (_, bytes) => {
  it('is complete with and without an end marker, and with bytes after it', () => {
    for (const whole of [bytes, bytes.subarray(0, -2), Buffer.concat([bytes, Buffer.alloc(99, 7)])])
      expect(hasAllBlocks(whole)).toBe(true);
  });

  it('lacks blocks if bytes are missing, whatever replaces them', () => {
    const scan = bytes.indexOf('ffda', 0, 'hex') + 14;
    for (let end = scan; end < bytes.length - 6; end += Math.ceil((bytes.length - scan) / 20)) {
      const cut = bytes.subarray(0, end);
      const ending = Buffer.of(0xff, 0xd9);
      for (const lacking of [
        cut,
        Buffer.concat([cut, ending]),
        Buffer.concat([cut, Buffer.alloc(500), ending]),
      ])
        expect(hasAllBlocks(lacking), `${end} of ${bytes.length}`).toBe(false);
    }
  });
});

it('reads restart markers', () => {
  // One interval as long as the picture: there is no marker to wait for.
  const units = Math.ceil(61 / 8) * Math.ceil(47 / 8);
  expect(hasAllBlocks(withRestartsAfter(files.grey, units))).toBe(true);
  // A shorter one: the marker is missing.
  expect(hasAllBlocks(withRestartsAfter(files.grey, units - 1))).toBe(false);
});

it('leaves progressive and damaged JPEGs to the decoder', async () => {
  const progressive = await jpeg(64, 48, 3, { progressive: true });
  expect(hasAllBlocks(progressive.subarray(0, 900))).toBe(true);
  expect(hasAllBlocks(Buffer.from('no JPEG'))).toBe(true);
  expect(hasAllBlocks(Buffer.alloc(0))).toBe(true);
});
