// Folders of IDX files: plain and gzipped, their names and classes, and one clear line for each way to be
// broken.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../errors.ts';
import { encodeIdxImages, encodeIdxLabels } from '../../../data/idx.ts';
import type { DataSplits } from '../../../data/dataset.ts';
import { idxFileNames, type IdxFileRole } from '../fashion-mnist.ts';
import { unpack } from '../idx-files.ts';
import { recognise } from '../recognise.ts';
import { smallIdxFiles, smallIdxFolder, temporaryFolder } from '../testing/idx-folder.ts';

async function expectInputError(promise: Promise<unknown>, text: string): Promise<void> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).toContain(text);
  expect((error as Error).message).not.toContain('\n');
}

/** The data, and what was said of them. */
async function load(
  path: string,
  labelNames?: readonly string[],
): Promise<Required<Omit<DataSplits, 'validation' | 'corrections'>> & { notices: string[] }> {
  const notices: string[] = [];
  const { train, test } = await (
    await recognise(path)
  ).load({}, { env: {}, labelNames, onNotice: (notice) => notices.push(notice) });
  return { train, test: test!, notices };
}

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

describe('a folder of IDX files', () => {
  it.each([true, false])('is read (gzipped: %s)', async (gzipped) => {
    const folder = await smallIdxFolder(gzipped);
    const { train, test, notices } = await load(folder);
    expect(train).toMatchObject({ name: basename(folder), count: 20, channels: 1, height: 3, width: 2 });
    expect(train.classNames).toEqual(digits);
    expect(notices).toEqual([]);
    expect(train.images).toEqual(smallIdxFiles().trainImages.subarray(16));
    expect(test.labels).toEqual(Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
  });

  it.each([
    [
      'train-images.idx3-ubyte',
      'train-labels.idx1-ubyte',
      't10k-images.idx3-ubyte',
      't10k-labels.idx1-ubyte',
    ],
    [
      'train-images-idx3-ubyte',
      'train-labels-idx1-ubyte',
      'test-images-idx3-ubyte',
      'test-labels-idx1-ubyte',
    ],
    [
      'kmnist-train-images-idx3-ubyte',
      'kmnist-train-labels-idx1-ubyte',
      'kmnist-test-images-idx3-ubyte',
      'kmnist-test-labels-idx1-ubyte',
    ],
  ])('may call them %s and so on', async (...names) => {
    const folder = await temporaryFolder();
    for (const [i, bytes] of Object.values(smallIdxFiles()).entries())
      await writeFile(join(folder, names[i]!), bytes);
    expect((await load(folder)).test.count).toBe(10);
    for (const name of names) expect((await load(join(folder, name))).train.count).toBe(20);
  });

  const labelled = (train: number[], test: number[]) => ({
    trainLabels: encodeIdxLabels(train),
    testLabels: encodeIdxLabels(test),
  });
  const repeated = (labels: number[], count: number) =>
    Array.from({ length: count }, (_, i) => labels[i % labels.length]!);

  it('has a class for each label that occurs', async () => {
    const folder = await smallIdxFolder(true, labelled(repeated([7, 12, 40], 20), repeated([40, 7], 10)));
    const { train, test } = await load(folder);
    expect(train.classNames).toEqual(['7', '12', '40']);
    expect([[...train.labels.subarray(0, 3)], [...test.labels.subarray(0, 2)]]).toEqual([
      [0, 1, 2],
      [2, 0],
    ]);
  });

  it('reads class names from classes.txt', async () => {
    const folder = await smallIdxFolder(true);
    const names = join(folder, 'classes.txt');
    await writeFile(names, '\ufeffa\nb\nc\nd\r\ne\nf\n\n g \nh\ni\nj\n');
    const { train, notices } = await load(folder);
    expect([train.classNames.join(''), notices]).toEqual(['abcdefghij', []]);
    await writeFile(names, 'a\nb\nc\n');
    await expectInputError(
      load(folder),
      'expected labels from 0 to 2, for the 3 names of classes.txt, got 9',
    );
    await writeFile(names, 'a\na\n');
    await expectInputError(
      load(folder),
      `${names}: expected each class name once, one per line, got 'a' twice`,
    );
    await writeFile(names, 'a\n');
    await expectInputError(load(folder), `${names}: expected 2 to 1000 class names, one per line, got 1`);
  });

  it('uses a model’s class names if nothing else names the labels, and says so', async () => {
    const folder = await smallIdxFolder(true, labelled(repeated([0, 2], 20), repeated([2], 10)));
    const { train, notices } = await load(folder, ['hat', 'bag', 'shoe']);
    expect([train.classNames, [...train.labels.subarray(0, 2)]]).toEqual([
      ['hat', 'bag', 'shoe'],
      [0, 2],
    ]);
    expect(notices).toEqual([
      `${basename(folder)}: classes.txt is missing, so labels are read as the model's class numbers: label 0 is 'hat'`,
    ]);
  });

  it.each([
    ['the model calls its classes by these labels', ['2', '1', '0']],
    ['a label is no number of a class of the model', ['hat', 'bag']],
  ])('does not use them if %s', async (_, labelNames) => {
    const folder = await smallIdxFolder(true, labelled(repeated([0, 2], 20), repeated([2], 10)));
    const { train, notices } = await load(folder, labelNames);
    expect([train.classNames, notices]).toEqual([['0', '2'], []]);
  });

  it('counts labels from 1 if the names leave no other way, and says so', async () => {
    const folder = await smallIdxFolder(true, labelled(repeated([1, 2, 3], 20), repeated([1], 10)));
    await writeFile(join(folder, 'classes.txt'), 'bag\nhat\nshoe\n');
    const { train, notices } = await load(folder);
    expect([train.classNames, [...train.labels.subarray(0, 3)]]).toEqual([
      ['bag', 'hat', 'shoe'],
      [0, 1, 2],
    ]);
    expect(notices).toEqual([
      expect.stringContaining("labels count from 1: label 1 is 'bag', the first name of classes.txt"),
    ]);
  });

  it('of EMNIST has its classes and upright pictures, recognised by its files or its names', async () => {
    const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    const files = { ...smallIdxFiles(), ...labelled(repeated([1, 26], 20), repeated([2], 10)) };
    const named = await temporaryFolder();
    const kinds = ['train-images-idx3', 'train-labels-idx1', 'test-images-idx3', 'test-labels-idx1'];
    for (const [i, bytes] of Object.values(files).entries())
      await writeFile(join(named, `emnist-letters-${kinds[i]}-ubyte.gz`), gzipSync(bytes));
    const renamed = await smallIdxFolder(true, labelled(repeated([1, 26], 20), repeated([2], 10)));
    await writeFile(join(renamed, 'classes.txt'), letters.join('\n'));
    for (const folder of [named, renamed]) {
      const { train, notices } = await load(folder);
      expect(train).toMatchObject({ height: 2, width: 3, classNames: letters });
      expect([...train.labels.subarray(0, 2)]).toEqual([0, 25]);
      expect([...train.images.subarray(0, 6)]).toEqual([0, 14, 28, 7, 21, 35]);
      expect(notices).toEqual([
        expect.stringContaining('EMNIST letters stores its pictures transposed; they are turned upright'),
      ]);
    }
  });

  it('of EMNIST letters counts from 1, even without Z', async () => {
    const names = ['train-images-idx3', 'train-labels-idx1', 'test-images-idx3', 'test-labels-idx1'];
    const files = { ...smallIdxFiles(), ...labelled(repeated([1, 2, 3], 20), repeated([3], 10)) };
    const folder = await temporaryFolder();
    for (const [i, bytes] of Object.values(files).entries())
      await writeFile(join(folder, `emnist-letters-${names[i]}-ubyte`), bytes);
    const { train, test } = await load(folder);
    expect([...train.labels.subarray(0, 3), test.labels[0]].map((label) => train.classNames[label!])).toEqual(
      Array.from('ABCC'),
    );
  });

  it('says if it is unclear whether labels count from 0 or 1', async () => {
    const folder = await smallIdxFolder(true, labelled(repeated([1, 2], 20), repeated([1], 10)));
    await writeFile(join(folder, 'classes.txt'), 'bag\nhat\nshoe\n');
    expect((await load(folder)).notices).toEqual([
      expect.stringContaining(
        "labels are assumed to count from 0, although no label is 0: label 1 is 'hat', the second name of classes.txt",
      ),
    ]);
  });

  it('with pixels of 0 and 1 is black and white', async () => {
    const bits = (count: number) =>
      encodeIdxImages({
        ...{ count, height: 3, width: 2 },
        pixels: new Uint8Array(count * 6).map((_, i) => Number(i % 5 === 0)),
      });
    const { train, test } = await load(
      await smallIdxFolder(false, { trainImages: bits(20), testImages: bits(10) }),
    );
    expect([...train.images.subarray(0, 6)]).toEqual([255, 0, 0, 0, 0, 255]);
    expect(test.images[0]).toBe(255);
  });

  it('may have a folder for each file, as Kaggle unpacks them', async () => {
    const folder = await temporaryFolder();
    for (const [role, bytes] of Object.entries(smallIdxFiles())) {
      const name = idxFileNames[role as IdxFileRole];
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, name), bytes);
    }
    const { train, test } = await load(folder);
    expect([train.count, test.count, train.name]).toEqual([20, 10, basename(folder)]);
  });

  it('does not call other content fashion-mnist, whatever the name of its folder', async () => {
    const folder = join(await temporaryFolder(), 'fashion-mnist');
    await rename(await smallIdxFolder(true), folder);
    expect((await load(folder)).train.name).toBe('unverified-fashion-mnist');
  });

  it('says which files are missing', async () => {
    const folder = await smallIdxFolder(true, { trainLabels: null, testImages: null });
    await expectInputError(
      load(folder),
      `${folder}: expected four IDX files, each plain or .gz; missing: train-labels-idx1-ubyte, t10k-images-idx3-ubyte`,
    );
  });

  it('names the file that is truncated, corrupt or swapped', async () => {
    const folder = await smallIdxFolder(true);
    const path = join(folder, 'train-images-idx3-ubyte.gz');
    const good = gzipSync(smallIdxFiles().trainImages);
    await writeFile(path, good.subarray(0, good.length - 12));
    await expectInputError(load(folder), `${path}: expected a whole gzip file, got a truncated one`);
    const corrupt = Uint8Array.from(good);
    corrupt[corrupt.length - 6]! ^= 0xff;
    await writeFile(path, corrupt);
    await expectInputError(load(folder), `${path}: expected a gzip file, got a corrupt one (`);
    await writeFile(path, gzipSync(smallIdxFiles().trainLabels));
    await expectInputError(load(folder), `${path}: expected an IDX file of images`);
  });

  it('refuses splits of different sizes', async () => {
    const pixels = new Uint8Array(90);
    const testImages = encodeIdxImages({ count: 10, height: 3, width: 3, pixels });
    await expectInputError(
      load(await smallIdxFolder(true, { testImages })),
      'expected images of 2×3 pixels, as in the train split, got 3×3 pixels',
    );
  });

  it.skipIf(!process.env['ATELIER_DATA'])('reads Fashion-MNIST (needs ATELIER_DATA)', async () => {
    const { train, test } = await load(process.env['ATELIER_DATA']!);
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
