import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../../errors.ts';
import { Random } from '../../random.ts';
import { readImage } from './read-image.ts';
import type { ImageTarget } from './fit.ts';
import { imageFormats } from './formats.ts';
import { pngClaiming } from './testing/png.ts';

const grey: ImageTarget = { height: 28, width: 28, channels: 1, invert: 'auto' };
const colour: ImageTarget = { height: 32, width: 32, channels: 3, invert: 'auto' };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-image-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function save(name: string, content: Sharp | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content instanceof Uint8Array ? content : await content.toBuffer());
  return path;
}

/** A ground of one colour with a rectangle on it. */
function picture(
  width: number,
  height: number,
  ground: string,
  box: [string, number, number, number, number],
) {
  const [background, left, top, boxWidth, boxHeight] = box;
  return sharp({ create: { width, height, channels: 4, background: ground } }).composite([
    { input: { create: { width: boxWidth, height: boxHeight, channels: 4, background } }, left, top },
  ]);
}

function row(image: Uint8Array, y: number, width = 28): number[] {
  return [...image.subarray(y * width, (y + 1) * width)];
}

describe('a picture of the right size', () => {
  const random = new Random(7, 'image');
  const garment = Uint8Array.from({ length: 784 }, (_, i) =>
    i % 28 > 6 && i % 28 < 22 ? random.integer(256) : 0,
  );
  const export28 = (data: Uint8Array) =>
    sharp(data, { raw: { width: 28, height: 28, channels: 1 } }).toColourspace('b-w');

  test('is read bit for bit, even if its garment touches the border', async () => {
    const file = await save('export.png', export28(garment).png());
    expect(await readImage(file, grey)).toEqual(garment);
    expect(await readImage(file, { ...grey, invert: 'never' })).toEqual(garment);
  });

  test('is inverted if recognised as a negative, or on request', async () => {
    const negative = garment.map((value) => 255 - value);
    const file = await save('negative.webp', export28(negative).webp({ lossless: true }));
    expect(await readImage(file, grey)).toEqual(garment);
    expect(await readImage(file, { ...grey, invert: 'never' })).toEqual(negative);
    expect(await readImage(file, { ...grey, invert: 'always' })).toEqual(garment);
  });

  test('is read from 16 bits and from a palette', async () => {
    const sixteen = await save('sixteen.png', export28(garment).toColourspace('grey16').png());
    expect(await readImage(sixteen, grey)).toEqual(garment);
    const palette = await save('palette.gif', export28(garment.map((v) => v & 0xe0)).gif());
    expect(await readImage(palette, grey)).toEqual(garment.map((v) => v & 0xe0));
  });
});

describe('grey', () => {
  test('trims to the garment, keeps its shape, centres it, and inverts dark on light', async () => {
    const file = await save('tall.png', picture(400, 300, '#fff', ['#333', 50, 30, 60, 120]).png());
    const image = await readImage(file, grey);
    const expected = Array.from({ length: 28 }, (_, x) => (x >= 7 && x < 21 ? 204 : 0));
    for (let y = 0; y < 28; y++) expect(row(image, y)).toEqual(expected);
  });

  test.each([['jpg'], ['tif']])('ignores the noise of a strongly compressed .%s', async (extension) => {
    const source = picture(300, 300, '#f4f4f4', ['#203040', 100, 50, 100, 200]).removeAlpha();
    const file = await save(
      `noisy.${extension}`,
      extension === 'jpg' ? source.jpeg({ quality: 20 }) : source.tiff({ quality: 20 }),
    );
    const image = await readImage(file, grey);
    expect(row(image, 14)[14]).toBeGreaterThan(195);
    expect(row(image, 0)[14]).toBeGreaterThan(150); // the garment fills the height ...
    expect(row(image, 14).filter((value) => value > 100).length).toBeLessThanOrEqual(16); // ... and half the width
    expect(row(image, 14)[0]).toBeLessThan(20);
  });

  test('keeps light on dark', async () => {
    const file = await save('light.png', picture(90, 90, '#101010', ['#e0e0e0', 20, 30, 40, 20]).png());
    const image = await readImage(file, grey);
    expect([image[0], image[14 * 28 + 14]]).toEqual([16, 224]);
  });

  test.each([
    ['white', '#fff', 255],
    ['black', '#000', 255],
    ['grey', '#646464', 155],
  ])('puts a transparent cut-out of a %s garment on black', async (name, garment, level) => {
    const file = await save(`cut-${name}.png`, picture(200, 200, '#0000', [garment, 80, 20, 40, 160]).png());
    const image = await readImage(file, grey);
    expect([image[14 * 28], image[14 * 28 + 14]]).toEqual([0, level]);
  });

  test('applies a photograph’s rotation', async () => {
    const flat = picture(120, 80, '#fff', ['#000', 20, 30, 80, 20]).removeAlpha();
    const file = await save('turned.jpg', flat.withMetadata({ orientation: 6 }).jpeg({ quality: 95 }));
    const image = await readImage(file, grey);
    const filled = (values: number[]) => values.filter((value) => value > 128).length;
    expect(filled(row(image, 14))).toBe(7);
    expect(filled(Array.from({ length: 28 }, (_, y) => image[y * 28 + 14]!))).toBe(28);
  });

  test('enlarges tiny and thin pictures', async () => {
    const file = await save('thin.png', picture(1, 5, '#808080', ['#808080', 0, 0, 1, 1]).png());
    expect(await readImage(file, grey)).toEqual(new Uint8Array(784).fill(128));
  });

  test('uses the luma of Rec. 709', async () => {
    const file = await save('red.png', picture(28, 28, '#ff0000', ['#00ff00', 9, 9, 9, 9]).png());
    const image = await readImage(file, { ...grey, invert: 'never' });
    expect([image[0], image[10 * 28 + 10]]).toEqual([54, 182]);
  });
});

describe('colour', () => {
  test('fits the whole picture, padded with its background, in planes, without inversion', async () => {
    const file = await save('wide.png', picture(200, 100, '#f0e6dc', ['#0a141e', 50, 25, 100, 50]).png());
    const image = await readImage(file, colour);
    const at = (y: number, x: number) => [0, 1, 2].map((c) => image[c * 1024 + y * 32 + x]);
    expect(at(0, 0)).toEqual([240, 230, 220]);
    expect(at(16, 1)).toEqual([240, 230, 220]);
    expect(at(16, 16)).toEqual([10, 20, 30]);
    expect(at(8, 16)).toEqual([240, 230, 220]);
  });

  test('puts cut-outs on white, and inverts on request', async () => {
    const file = await save(
      'cut.webp',
      picture(64, 64, '#0000', ['#0a141e', 16, 16, 32, 32]).webp({ lossless: true }),
    );
    const image = await readImage(file, { ...colour, invert: 'always' });
    expect([image[0], image[16 * 32 + 16], image[2048 + 16 * 32 + 16]]).toEqual([0, 245, 225]);
  });
});

describe('photographs', () => {
  const side = (channels: 1 | 3, fit: 'contain' | 'cover') =>
    ({ height: 32, width: 32, channels, fit, invert: 'auto' }) as const;

  test('in grey are neither trimmed nor inverted, and are on white if transparent', async () => {
    const shirt = await save('shirt.png', picture(128, 128, '#ffffff', ['#282828', 32, 32, 64, 64]).png());
    const image = await readImage(shirt, side(1, 'contain'));
    expect([image[0], image[4 * 32 + 4], image[16 * 32 + 16]]).toEqual([255, 255, 40]);
    const cut = await save(
      'shirt.webp',
      picture(32, 32, '#0000', ['#282828', 8, 8, 16, 16]).webp({ lossless: true }),
    );
    const cutOut = await readImage(cut, side(1, 'contain'));
    expect([cutOut[0], cutOut[16 * 32 + 16]]).toEqual([255, 40]);
    const light = await save('light.png', picture(32, 32, '#0000', ['#e0e0e0', 8, 8, 16, 16]).png());
    const cutLight = await readImage(light, side(1, 'contain'));
    expect([cutLight[0], cutLight[16 * 32 + 16]]).toEqual([255, 224]);
    const negative = await readImage(shirt, { ...side(1, 'contain'), invert: 'always' });
    expect([negative[0], negative[16 * 32 + 16]]).toEqual([0, 215]);
  });

  test.each([1, 3] as const)('that cover the square keep their middle (%d channels)', async (channels) => {
    for (const [width, height, left, top] of [
      [300, 100, 100, 0],
      [100, 300, 0, 100],
      [31, 10, 10, 0],
    ] as const) {
      const edge = Math.min(width, height);
      const middle: [string, number, number, number, number] = ['#507090', left, top, edge, edge];
      const file = await save('wide.png', picture(width, height, '#fafafa', middle).png());
      const image = await readImage(file, side(channels, 'cover'));
      // A column may be lost to rounding, and another to the blur of resizing.
      const inner = [...image.keys()].filter((i) => [i % 32, (i >> 5) % 32].every((at) => at > 5 && at < 26));
      const expected = channels === 1 ? [108] : [0x50, 0x70, 0x90];
      for (const i of inner) expect(Math.abs(image[i]! - expected[i >> 10]!)).toBeLessThanOrEqual(2);
    }
  });

  test('of the right size keep their pixels with any fit', async () => {
    const random = new Random(8, 'photo');
    const pixels = Uint8Array.from({ length: 3072 }, () => random.integer(256));
    const file = await save('same.png', sharp(pixels, { raw: { width: 32, height: 32, channels: 3 } }).png());
    const planes = Uint8Array.from(
      { length: 3072 },
      (_, i) => pixels[3 * (i % 1024) + Math.floor(i / 1024)]!,
    );
    for (const fit of ['contain', 'cover'] as const)
      expect(await readImage(file, side(3, fit))).toEqual(planes);
  });
});

describe('bad files are input errors of one line', () => {
  const expectError = (file: string, message: string) =>
    expect(readImage(file, grey)).rejects.toThrow(new InputError(message));

  test('missing, empty, a directory, not a picture', async () => {
    const missing = join(folder, 'missing.png');
    await expectError(missing, `${missing}: can't be read: no such file or directory`);
    const empty = await save('empty.png', new Uint8Array());
    await expectError(
      empty,
      `${empty}: expected a picture (PNG, JPEG, WebP, GIF, TIFF, AVIF or BMP), got an empty file`,
    );
    const directory = join(folder, 'directory.png');
    await mkdir(directory);
    await expectError(directory, `${directory}: expected a picture, got a folder`);
    for (const [content, words] of [
      ['hello', 'text'],
      ['<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 'an SVG drawing'],
      ['%PDF-1.7', 'a PDF'],
    ] as const) {
      const file = await save('other.png', Buffer.from(content));
      await expectError(file, `${file}: expected a picture (${imageFormats}), got ${words}`);
    }
  });

  test.each(['png', 'jpeg', 'webp', 'gif', 'tiff'] as const)('a %s that is cut off', async (format) => {
    const bytes = await picture(90, 90, '#fff', ['#246', 20, 20, 50, 50])
      .removeAlpha()
      .toFormat(format)
      .toBuffer();
    for (const share of [0.1, 0.6]) {
      const file = await save(
        `cut.${format}`,
        bytes.subarray(0, Math.max(16, Math.floor(bytes.length * share))),
      );
      const name = { png: 'PNG', jpeg: 'JPEG', webp: 'WebP', gif: 'GIF', tiff: 'TIFF' }[format];
      await expectError(file, `${file}: this ${name} picture is damaged or cut off`);
    }
  });

  test('a file that is too large', async () => {
    const file = await save('large.png', pngClaiming(9, 9));
    await truncate(file, 200 * 2 ** 20); // takes no room on the disk
    await expectError(
      file,
      `${file}: expected at most 128 MiB, got 200 MiB; allow larger files with --max-pixels`,
    );
  });

  test('more pixels or bytes than the default, unless allowed', async () => {
    const file = await save('wide.png', pngClaiming(9000, 8000));
    await expectError(
      file,
      `${file}: expected at most 64 megapixels, got 9000 × 8000 pixels; allow it with --max-pixels 72M`,
    );
    const cut = `${file}: this PNG picture is damaged or cut off`;
    await expect(readImage(file, { ...grey, maxPixels: 72_000_000 })).rejects.toThrow(new InputError(cut));
    const small = await save('small.png', picture(20, 10, '#fff', ['#000', 0, 0, 5, 5]).png());
    await expect(readImage(small, { ...grey, maxPixels: 100 })).rejects.toThrow(/20 × 10 pixels/);
  });

  test('a bomb: 30,000 × 30,000 pixels in a few bytes', async () => {
    const file = await save('bomb.png', pngClaiming(30_000, 30_000));
    await expectError(
      file,
      `${file}: expected at most 64 megapixels, got 30000 × 30000 pixels; allow it with --max-pixels 900M`,
    );
  });
});
