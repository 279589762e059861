// Which damaged JPEGs are shown, and which are refused.
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { decodeImage } from './decode.ts';

const end = Buffer.of(0xff, 0xd9);
const files: Record<string, Buffer> = {};
beforeAll(async () => {
  const random = new Random(3, 'jpeg');
  const pixels = Uint8Array.from({ length: 200 * 160 * 3 }, (_, i) => ((i % 251) ^ random.integer(64)) & 255);
  const picture = sharp(pixels, { raw: { width: 200, height: 160, channels: 3 } });
  files['baseline'] = await picture.clone().jpeg({ quality: 80 }).toBuffer();
  files['progressive'] = await picture.clone().jpeg({ quality: 80, progressive: true }).toBuffer();
  files['grey'] = await picture.clone().greyscale().jpeg({ quality: 80 }).toBuffer();
});
const kinds = ['baseline', 'progressive', 'grey'] as const;

/** Stray bytes in front of the first table of codes. */
function withStrayBytes(bytes: Buffer): Buffer {
  const at = bytes.indexOf(Buffer.of(0xff, 0xc4));
  return Buffer.concat([bytes.subarray(0, at), Buffer.of(1, 2, 3, 0, 0), bytes.subarray(at)]);
}

const body = (bytes: Buffer) => bytes.subarray(0, -2);
const pixelsOf = async (bytes: Buffer) => (await decodeImage(bytes, 'a.jpg', 1000)).data;

describe.each(kinds)('%s', (kind) => {
  it.each<[what: string, change: (bytes: Buffer) => Buffer]>([
    ['without its end', body],
    ['without its last byte', (bytes) => bytes.subarray(0, -1)],
    ['with bytes after its end', (bytes) => Buffer.concat([bytes, Buffer.alloc(3000, 7)])],
    ['with zeros before its end', (bytes) => Buffer.concat([body(bytes), Buffer.alloc(40), end])],
    ['with zeros in place of its end', (bytes) => Buffer.concat([body(bytes), Buffer.alloc(40)])],
    ['with stray bytes between its segments', withStrayBytes],
    ['with stray bytes and without its end', (bytes) => body(withStrayBytes(bytes))],
  ])('is shown %s', async (_, change) => {
    expect(await pixelsOf(change(files[kind]!))).toEqual(await pixelsOf(files[kind]!));
  });

  it.each([0.1, 0.5, 0.9])('cut off at %d lacks rows', async (share) => {
    const cut = files[kind]!.subarray(0, Math.floor(files[kind]!.length * share));
    for (const bytes of [cut, Buffer.concat([cut, end]), withStrayBytes(cut)])
      await expect(pixelsOf(bytes)).rejects.toThrow('a.jpg: this JPEG picture is damaged or cut off');
  });
});

it.each(['grey', 'full colour'])('is refused if cut off within the last rows, %s', async (kind) => {
  const random = new Random(4, 'rows');
  const channels = kind === 'grey' ? 1 : 3;
  const pixels = Uint8Array.from({ length: 64 * 64 * channels }, () => random.integer(256));
  const whole = await sharp(pixels, { raw: { width: 64, height: 64, channels } })
    .jpeg({ chromaSubsampling: '4:4:4' })
    .toBuffer();
  expect(await pixelsOf(body(whole))).toEqual(await pixelsOf(whole));
  for (const missing of [6, 20, 100, 200]) {
    const cut = whole.subarray(0, -missing);
    for (const bytes of [cut, Buffer.concat([cut, end]), Buffer.concat([cut, Buffer.alloc(missing + 40)])])
      await expect(pixelsOf(bytes)).rejects.toThrow('damaged or cut off');
  }
});

it('a progressive JPEG cut off between two scans is refused', async () => {
  const whole = files['progressive']!;
  for (let at = whole.indexOf('ffda', 0, 'hex'); at >= 0; at = whole.indexOf('ffda', at + 2, 'hex'))
    await expect(pixelsOf(whole.subarray(0, at))).rejects.toThrow('damaged or cut off');
});

it('is decoded independently of files decoded at the same time', async () => {
  const stray = withStrayBytes(files['baseline']!);
  const cut = files['progressive']!.subarray(0, 3000);
  const many = Array.from({ length: 24 }, (_, i) =>
    pixelsOf(i % 2 === 0 ? stray : cut).then(
      () => 'shown',
      () => 'refused',
    ),
  );
  expect(await Promise.all(many)).toEqual(many.map((_, i) => (i % 2 === 0 ? 'shown' : 'refused')));
});
