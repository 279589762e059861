// Folders of IDX files: plain and gzipped, their names and classes, and one clear line for each way to be broken.
import { rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { fashionClassNames } from '../../data/dataset.ts';
import { encodeIdxImages, encodeIdxLabels } from '../../data/idx.ts';
import { readIdxDirectory } from './idx-directory.ts';
import { unpack } from './idx-files.ts';
import { smallIdxFiles, smallIdxFolder, temporaryFolder } from './testing/idx-folder.ts';

async function expectInputError(promise: Promise<unknown>, text: string): Promise<void> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).toContain(text);
  expect((error as Error).message).not.toContain('\n');
}

describe('readIdxDirectory', () => {
  it.each([true, false])('reads the four files (gzipped: %s)', async (gzipped) => {
    const folder = await smallIdxFolder(gzipped);
    const { train, test } = await readIdxDirectory(folder);
    expect(train).toMatchObject({ name: basename(folder), count: 20, channels: 1, height: 3, width: 2 });
    expect(train.classNames).toEqual(fashionClassNames);
    expect(train.images).toEqual(smallIdxFiles().trainImages.subarray(16));
    expect(test.labels).toEqual(Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
  });

  it('takes class names from classes.txt', async () => {
    const folder = await smallIdxFolder(true, { testLabels: encodeIdxLabels(Array<number>(10).fill(10)) });
    await expectInputError(
      readIdxDirectory(folder),
      'expected labels from 0 to 9, label 0 (counted from 0) is 10',
    );
    await writeFile(join(folder, 'classes.txt'), 'a\nb\nc\nd\r\ne\nf\ng\nh\ni\nj\nk\n');
    expect((await readIdxDirectory(folder)).test.classNames.join('')).toBe('abcdefghijk');
    await writeFile(join(folder, 'classes.txt'), 'a\na\n');
    await expectInputError(readIdxDirectory(folder), 'expected 2 to 256 different class names');
  });

  it('does not call other content fashion-mnist, whatever its folder is called', async () => {
    const folder = join(await temporaryFolder(), 'fashion-mnist');
    await rename(await smallIdxFolder(true), folder);
    expect((await readIdxDirectory(folder)).train.name).toBe('unverified-fashion-mnist');
  });

  it('says which files are missing', async () => {
    const folder = await smallIdxFolder(true, { trainLabels: null, testImages: null });
    await expectInputError(
      readIdxDirectory(folder),
      `${folder}: expected four IDX files, each plain or .gz; not there: train-labels-idx1-ubyte, t10k-images-idx3-ubyte`,
    );
  });

  it('names the file that is truncated, corrupt or swapped', async () => {
    const folder = await smallIdxFolder(true);
    const path = join(folder, 'train-images-idx3-ubyte.gz');
    const good = gzipSync(smallIdxFiles().trainImages);
    await writeFile(path, good.subarray(0, good.length - 12));
    await expectInputError(
      readIdxDirectory(folder),
      `${path}: expected a whole gzip file, got a truncated one`,
    );
    const corrupt = Uint8Array.from(good);
    corrupt[corrupt.length - 6]! ^= 0xff;
    await writeFile(path, corrupt);
    await expectInputError(readIdxDirectory(folder), `${path}: expected a gzip file, got a corrupt one (`);
    await writeFile(path, gzipSync(smallIdxFiles().trainLabels));
    await expectInputError(readIdxDirectory(folder), `${path}: expected an IDX file of images`);
  });

  it('refuses splits of different sizes', async () => {
    const pixels = new Uint8Array(90);
    const testImages = encodeIdxImages({ count: 10, height: 3, width: 3, pixels });
    await expectInputError(
      readIdxDirectory(await smallIdxFolder(true, { testImages })),
      'expected images of 3×2 pixels as for training, got 3×3',
    );
  });

  it.skipIf(!process.env['ATELIER_DATA'])('reads Fashion-MNIST (needs ATELIER_DATA)', async () => {
    const { train, test } = await readIdxDirectory(process.env['ATELIER_DATA']!);
    expect(train).toMatchObject({ name: 'fashion-mnist', count: 60_000, height: 28, width: 28 });
    expect(test).toMatchObject({ name: 'fashion-mnist', count: 10_000 });
    let sum = 0;
    for (const pixel of train.images) sum += pixel;
    expect(sum / train.images.length / 255).toBeCloseTo(0.286, 4);
    expect([...train.labels.subarray(0, 5)]).toEqual([9, 0, 0, 3, 0]);
  });
});

describe('unpack', () => {
  it('is bounded in size', async () => {
    const bomb = gzipSync(new Uint8Array(100_000));
    await expectInputError(
      unpack(bomb, 'bomb.gz', 50_000),
      'bomb.gz: expected at most 50000 bytes when unpacked',
    );
    expect(await unpack(bomb, 'bomb.gz', 100_000)).toHaveLength(100_000);
  });
});
