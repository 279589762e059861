// Photographs as a data set: their pixels, channels and splits, and the report of unreadable ones.
import { appendFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Dataset, DataSplits } from '../../../data/dataset.ts';
import { InputError } from '../../../errors.ts';
import { Random } from '../../../random.ts';
import { pngClaiming } from '../../pictures/testing/png.ts';
import { readImage } from '../../pictures/read-image.ts';
import { temporaryFolder } from '../testing/idx-folder.ts';
import { openData } from '../load.ts';
import { recognise } from '../recognise.ts';
import type { PictureOptions } from './shape.ts';
import {
  manyPhotos,
  photoFolder,
  pictureOf,
  plainPicture,
  writePhotos,
  type TestFiles,
} from './testing/photos.ts';

/** Loads with an empty cache, and gives what was said. */
async function load(source: string, options: PictureOptions = {}) {
  const notices: string[] = [];
  const env = { XDG_CACHE_HOME: await temporaryFolder() };
  const onNotice = (notice: string) => notices.push(notice);
  const splits = await (await recognise(source)).load({ size: 8, ...options }, { env, onNotice });
  return { ...splits, notices };
}

async function problemOf(source: string, options: PictureOptions = {}): Promise<string> {
  const error: unknown = await load(source, options).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).not.toContain('\n');
  return (error as Error).message;
}

const imageOf = ({ images, channels, height, width }: Dataset, i: number) =>
  images.subarray(i * channels * height * width, (i + 1) * channels * height * width);

/** Red, green and blue of a pixel. */
const pixelOf = (data: Dataset, i: number, y: number, x: number) =>
  [0, 1, 2].map((c) => imageOf(data, i)[(c * data.height + y) * data.width + x]);

/** Within what resizing may overshoot beside an edge. */
function expectNear(values: readonly (number | undefined)[], expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => expect(Math.abs(value! - expected[i]!)).toBeLessThanOrEqual(8));
}

const countsOf = ({ labels, classNames }: Dataset) =>
  classNames.map((_, label) => labels.filter((other) => other === label).length);

/** A picture of noise, which no two pictures share. */
function noise(seed: number, width: number, height: number, grey: boolean): Promise<Uint8Array> {
  const random = new Random(seed, 'photo');
  const pixels = new Uint8Array(width * height * 3);
  for (let i = 0; i < pixels.length; i += 3)
    for (let c = 0; c < 3; c++) pixels[i + c] = grey && c > 0 ? pixels[i]! : random.integer(256);
  return pictureOf(width, height, pixels);
}

describe('pixels', () => {
  it('are colour planes, in the order of splits, classes and names', async () => {
    const folder = await photoFolder({
      ...{ 'train/b/2.png': '#010203', 'train/b/1.png': '#040506', 'train/a/9.png': '#070809' },
      ...{ 'val/b/1.png': '#0a0b0c', 'test/a/1.png': '#0d0e0f' },
    });
    const { train, validation, test } = await load(folder);
    expect(train).toMatchObject({
      ...{ name: 'photos', classNames: ['a', 'b'], count: 3, channels: 3, height: 8, width: 8 },
      ...{ source: resolve(folder), pictures: { fit: 'contain' } },
    });
    expect([...train.labels]).toEqual([0, 1, 1]);
    expect([0, 1, 2].map((i) => pixelOf(train, i, 7, 7))).toEqual([
      [7, 8, 9],
      [4, 5, 6],
      [1, 2, 3],
    ]);
    expect([[...validation!.labels], pixelOf(validation!, 0, 0, 0)]).toEqual([[1], [10, 11, 12]]);
    expect([[...test!.labels], pixelOf(test!, 0, 0, 0)]).toEqual([[0], [13, 14, 15]]);
  });

  it('are 64 × 64 by default, or any other size, also one that is not square', async () => {
    const folder = await photoFolder({ 'a/1.png': '#123456', 'b/1.png': '#654321' });
    const { train } = await load(folder, { size: undefined, testShare: 0 });
    expect([train.height, train.width]).toEqual([64, 64]);
    const wide = await load(folder, { size: { height: 2, width: 5 }, testShare: 0 });
    expect(wide.train.images).toHaveLength(2 * 3 * 10);
    for (const size of [0, 1.5, 5000]) expect(await problemOf(folder, { size })).toContain(`got ${size}`);
  });

  it('show the whole picture on its border colour, or its middle', async () => {
    // White and black columns at the sides of red: 32 wide, 16 high.
    const wide = await sharp({ create: { width: 32, height: 16, channels: 3, background: '#ff0000' } })
      .composite([
        { input: { create: { width: 8, height: 16, channels: 3, background: '#ffffff' } }, left: 0, top: 0 },
        { input: { create: { width: 8, height: 16, channels: 3, background: '#000000' } }, left: 24, top: 0 },
      ])
      .png()
      .toBuffer();
    const folder = await photoFolder({ 'a/1.png': wide, 'b/1.png': '#ff0000' });
    const contain = (await load(folder, { testShare: 0 })).train;
    const columns = [0, 3, 4, 7].flatMap((x) => pixelOf(contain, 0, 4, x));
    expectNear(columns, [255, 255, 255, 255, 0, 0, 255, 0, 0, 0, 0, 0]);
    expect(pixelOf(contain, 0, 0, 0)).toEqual([255, 0, 0]); // the median of the border, in each channel
    const cover = (await load(folder, { fit: 'cover', testShare: 0 })).train;
    expect(imageOf(cover, 0)).toEqual(imageOf(cover, 1));
    expect(cover.pictures).toEqual({ fit: 'cover', testShare: 0 });
  });

  it('are rotated by EXIF', async () => {
    const [left, right] = [1, 6].map(() =>
      sharp({ create: { width: 16, height: 16, channels: 3, background: '#204060' } }).composite([
        { input: { create: { width: 8, height: 16, channels: 3, background: '#e0a060' } }, left: 0, top: 0 },
      ]),
    );
    const folder = await photoFolder({
      'a/upright.png': await left!.png().toBuffer(),
      'b/turned.png': await right!.withMetadata({ orientation: 6 }).png().toBuffer(), // to be turned clockwise
    });
    const { train } = await load(folder, { testShare: 0 });
    const [light, dark] = [
      [0xe0, 0xa0, 0x60],
      [0x20, 0x40, 0x60],
    ];
    expect([pixelOf(train, 0, 4, 0), pixelOf(train, 0, 4, 7)]).toEqual([light, dark]); // light to the left
    expect([pixelOf(train, 1, 0, 4), pixelOf(train, 1, 7, 4)]).toEqual([light, dark]); // light on top
  });
});

describe('channels', () => {
  it('are one if all pictures are grey, three if one is not, or the given number', async () => {
    const grey = { 'a/1.png': await noise(1, 23, 17, true), 'b/1.png': await noise(2, 9, 31, true) };
    const folder = await photoFolder(grey);
    const auto = (await load(folder, { testShare: 0 })).train;
    expect(auto.channels).toBe(1);
    expect((await load(folder, { channels: 1, testShare: 0 })).train.images).toEqual(auto.images);
    const colour = (await load(folder, { channels: 3, testShare: 0 })).train;
    expect(imageOf(colour, 1)).toEqual(Uint8Array.from([1, 2, 3].flatMap(() => [...imageOf(auto, 1)])));
    await writePhotos(folder, { 'b/2.png': '#101011' });
    expect((await load(folder, { testShare: 0 })).train.channels).toBe(3);
  });

  it.each(['contain', 'cover', 'garment'] as const)(
    'with %s: pictures equal those read for a prediction, pixel by pixel',
    async (fit) => {
      for (const channels of fit === 'garment' ? ([1] as const) : ([1, 3] as const)) {
        const jpeg = await sharp(await noise(3, 700, 450, false))
          .jpeg()
          .toBuffer();
        const folder = await photoFolder({ 'a/1.jpg': jpeg, 'b/1.png': await noise(4, 50, 91, false) });
        const { train } = await load(folder, { size: 24, channels, fit, testShare: 0 });
        for (const [i, path] of ['a/1.jpg', 'b/1.png'].entries()) {
          const target = { height: 24, width: 24, channels, fit, invert: 'auto' } as const;
          expect(await readImage(join(folder, path), target)).toEqual(imageOf(train, i));
        }
      }
    },
  );

  it('photographs are not inverted; dark on light is inverted only in the manner of Fashion-MNIST', async () => {
    const shirt = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#ffffff' } })
      .composite([{ input: await plainPicture('#202020', 8, 16), left: 4, top: 0 }])
      .png()
      .toBuffer();
    const folder = await photoFolder({ 'a/1.png': shirt, 'b/1.png': '#808080' });
    const middle = ({ train }: DataSplits) => [imageOf(train, 0)[0], imageOf(train, 0)[4 * 8 + 4]];
    expectNear(middle(await load(folder, { channels: 1, testShare: 0 })), [255, 32]);
    expect(middle(await load(folder, { fit: 'garment', testShare: 0 }))).toEqual([0, 223]);
    expect(await problemOf(folder, { fit: 'garment', channels: 3 })).toContain(
      'fit: garment needs grey pictures; expected 1 channel, got 3',
    );
  });
});

describe('splits', () => {
  const counts = { bag: 40, hat: 20, shoe: 10 };

  it('are drawn if there are none: a fifth of each class for testing, the same each time', async () => {
    const folder = await photoFolder(manyPhotos(counts));
    const { train, validation, test } = await load(folder);
    expect([countsOf(train), validation, countsOf(test!)]).toEqual([[32, 16, 8], undefined, [8, 4, 2]]);
    expect(train.pictures).toEqual({ fit: 'contain', testShare: 0.2, splitSeed: 1 });
    const again = await load(folder);
    expect(again.train.images).toEqual(train.images);
    expect(again.test!.images).toEqual(test!.images);
    const other = await load(folder, { splitSeed: 2 });
    expect(countsOf(other.test!)).toEqual([8, 4, 2]);
    expect(other.test!.images).not.toEqual(test!.images);
    const all = [...train.images, ...test!.images];
    expect(all.length).toBe(70 * 3 * 64);
    const pictures = [train, test!].flatMap((data) =>
      [...data.labels].map((_, i) => imageOf(data, i).join()),
    );
    expect(new Set(pictures).size).toBe(70);
  });

  it('have the requested shares, testing first', async () => {
    const folder = await photoFolder(manyPhotos(counts));
    const { train, validation, test } = await load(folder, { testShare: 0.5, validationShare: 0.2 });
    expect(countsOf(test!)).toEqual([20, 10, 5]);
    expect(countsOf(validation!)).toEqual([4, 2, 1]);
    expect(countsOf(train)).toEqual([16, 8, 4]);
    expect(validation!.pictures).toEqual({
      ...{ fit: 'contain', testShare: 0.5, validationShare: 0.2, splitSeed: 1 },
    });
    const without = await load(folder, { testShare: 0 });
    expect([without.train.count, without.test]).toEqual([70, undefined]);
  });

  it('that exist are kept, and missing ones are drawn only on request', async () => {
    const train = manyPhotos({ 'train/a': 10, 'train/b': 10 });
    const folder = await photoFolder({ ...train, 'val/a/x.png': '#111213', 'val/b/x.png': '#141516' });
    const plain = await load(folder, { validationShare: 0.5 });
    expect([plain.train.count, plain.validation!.count, plain.test]).toEqual([20, 2, undefined]);
    expect(plain.train.pictures).toEqual({ fit: 'contain' });
    expect(plain.notices).toEqual(['photos: the data have their own validation split, so none is drawn']);
    const drawn = await load(folder, { testShare: 0.1 });
    expect([drawn.train.count, drawn.validation!.count, drawn.test!.count]).toEqual([18, 2, 2]);
  });

  it('of a table are those in it', async () => {
    const folder = await photoFolder({ '1.png': '#010203', '2.png': '#040506', '3.png': '#070809' });
    const table = join(folder, 'some.csv');
    await writeFile(table, 'file,label,split\n1.png,x,test\n2.png,x,train\n3.png,y,train\n');
    const { train, validation, test } = await load(table);
    expect(train).toMatchObject({ name: 'some', classNames: ['x', 'y'], count: 2, source: resolve(table) });
    expect([validation, test!.count, pixelOf(test!, 0, 0, 0)]).toEqual([undefined, 1, [1, 2, 3]]);
  });

  it.each([
    [{ testShare: 1 }, 'testShare: expected a fraction from 0 to below 1, got 1'],
    [{ testShare: NaN }, 'testShare: expected a fraction'],
    [{ validationShare: 0 }, 'validationShare: expected a fraction between 0 and 1, got 0'],
    [{ splitSeed: 0.5 }, 'splitSeed: expected a whole number'],
    [
      { testShare: 0.2 },
      'photos: 2 pictures of 2 classes are too few to hold back a share of 0.2 for testing; each class must keep some',
    ],
  ])('are refused with %j', async (options, problem) => {
    const folder = await photoFolder({ 'a/1.png': '#010203', 'b/1.png': '#040506' });
    expect(await problemOf(folder, options)).toContain(problem);
  });
});

describe('blank pictures', () => {
  const withNoise = async (count: number) =>
    Object.fromEntries(
      await Promise.all(
        Array.from({ length: count }, async (_, i) => [`a/${i}.png`, await noise(i, 16, 16, false)] as const),
      ),
    );

  it('are reported by name', async () => {
    const files = { ...(await withNoise(4)), 'b/black.png': '#000000', 'b/white.png': '#ffffff' };
    const { train, notices } = await load(await photoFolder(files), { testShare: 0 });
    expect(train.count).toBe(6);
    expect(notices).toEqual([
      "photos: 2 pictures of a single colour, perhaps damaged: 'b/black.png', 'b/white.png'",
    ]);
  });

  it('are accepted if most pictures are blank', async () => {
    const files = {
      ...(await withNoise(2)),
      'b/black.png': '#000000',
      'b/white.png': '#ffffff',
      'b/red.png': '#ff0000',
    };
    expect((await load(await photoFolder(files), { testShare: 0 })).notices).toEqual([]);
  });
});

describe('unreadable pictures', () => {
  it('are left out and reported: the first ten by name, the others by number', async () => {
    const folder = await photoFolder({ 'a/1.png': '#010203', 'b/1.png': '#040506', 'b/2.png': '#070809' });
    const bad = Array.from(
      { length: 13 },
      (_, i) => [`a/bad${10 + i}.jpg`, Buffer.from('no picture')] as const,
    );
    await writePhotos(folder, { ...Object.fromEntries(bad), 'a/notes.txt': new Uint8Array(1) });
    const cut = await plainPicture('#123456', 300, 300);
    await writePhotos(folder, {
      'b/cut.png': cut.subarray(0, cut.length >> 1),
      'b/empty.gif': new Uint8Array(),
    });
    const { train, notices } = await load(folder, { testShare: 0 });
    expect([train.count, pixelOf(train, 2, 0, 0)]).toEqual([3, [7, 8, 9]]);
    expect(notices[0]).toBe("photos: left out 15 of 18 pictures because they can't be read:");
    expect(
      notices
        .slice(1, 11)
        .every((line, i) => line.startsWith(`  ${join(folder, 'a', `bad${10 + i}.jpg`)}: `)),
    ).toBe(true);
    expect(notices.slice(11)).toEqual(['  and 5 more', "photos: left out 1 file of other kinds: '.txt'"]);
  });

  it('include those beyond the limits of pixels and bytes', async () => {
    const folder = await photoFolder({ 'a/1.png': '#010203', 'b/1.png': '#040506' });
    await writePhotos(folder, { 'b/huge.png': pngClaiming(10_000, 10_000) });
    const { train, notices } = await load(folder, { testShare: 0 });
    expect(train.count).toBe(2);
    expect(notices[1]).toContain('huge.png: expected at most 64 megapixels, got 10000 × 10000 pixels');
    await truncate(join(folder, 'b', 'huge.png'), 200 * 2 ** 20); // takes no room on the disk
    expect((await load(folder, { testShare: 0 })).notices[1]).toContain('huge.png: expected at most 128 MiB');
  });

  it('are fatal only if a class or a split has no others', async () => {
    const folder = await photoFolder({ 'train/a/1.png': '#010203', 'train/b/1.png': '#040506' });
    await writePhotos(folder, { 'val/a/1.jpg': Buffer.from('no picture') });
    expect(await problemOf(folder)).toContain('the validation split has no readable pictures');
    await rename(join(folder, 'train', 'b', '1.png'), join(folder, 'val', '1.png'));
    await writePhotos(folder, { 'train/b/1.png': Buffer.from('no picture'), 'val/a/2.png': '#070809' });
    expect(await problemOf(folder)).toContain("class 'b' has no readable pictures in the train split");
  });

  it.runIf(process.platform !== 'win32')('may be deleted files, and broken links', async () => {
    const folder = await photoFolder({ 'a/1.png': '#010203', 'b/1.png': '#040506' });
    await symlink('nowhere.png', join(folder, 'a', '0.png'));
    const { train, notices } = await load(folder, { testShare: 0 });
    expect(train.count).toBe(2);
    expect(notices).toHaveLength(2);
    await rm(join(folder, 'a', '1.png'));
    expect(await problemOf(folder)).toContain("class 'a' has no readable pictures");
  });
});

it('says in which splits a class has no pictures', async () => {
  const files = { ...manyPhotos({ 'train/a': 1, 'train/b': 1, 'test/b': 1 }) };
  const { notices } = await load(await photoFolder(files));
  expect(notices).toEqual(["photos: the test split has no pictures of 'a'"]);
});

it('does not give a folder the name of another data set', async () => {
  const folder = await photoFolder(manyPhotos({ a: 5, b: 5 }), 'sketches');
  expect((await load(folder)).train.name).toBe('unverified-sketches');
});

it('accepts a picture with bytes after its end', async () => {
  const folder = await photoFolder(manyPhotos({ a: 1, b: 1 }));
  await appendFile(join(folder, 'a', '0.png'), 'more');
  expect((await load(folder, { testShare: 0 })).train.count).toBe(2);
});

describe('photographs that a model is only measured on', () => {
  const only = { 'test/hat/1.png': '#010203', 'test/hat/2.png': '#040506', 'test/shoe/1.png': '#070809' };
  const open = async (files: TestFiles, isMeasured = true) =>
    openData(await photoFolder(files), {
      env: { XDG_CACHE_HOME: await temporaryFolder() },
      pictures: { size: 4, validationShare: 0.1 },
      isMeasured,
    });

  it('need no train split', async () => {
    const { train, test, validation } = await open(only);
    expect([train.count, test?.count, validation]).toEqual([0, 3, undefined]);
    expect([test!.classNames, [...test!.labels]]).toEqual([
      ['hat', 'shoe'],
      [0, 0, 1],
    ]);
    expect(train.images).toHaveLength(0);
  });

  it('may be of one class', async () => {
    const { test } = await open({ 'test/hat/1.png': '#010203' });
    expect([test!.classNames, test!.count]).toEqual([['hat'], 1]);
  });

  it('may have a validation split, too', async () => {
    const { validation, test } = await open({ ...only, 'val/hat/3.png': '#0a0b0c' });
    expect([validation!.count, test!.count]).toEqual([1, 3]);
  });

  it('are refused for training', async () => {
    await expect(open(only, false)).rejects.toThrow(
      /photos: expected a folder train beside test, found none; models can only be measured on it$/,
    );
  });
});
