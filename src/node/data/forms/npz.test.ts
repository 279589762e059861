// NumPy's arrays as data sets: in one archive, in one for each, with their names in any order.
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../errors.ts';
import { recognise } from '../recognise.ts';
import { temporaryFolder } from '../testing/idx-folder.ts';
import { bytesOf, encodeNpy, encodeNpz } from '../testing/numpy.ts';

const pictures = (count: number, value: number) =>
  encodeNpy(
    '|u1',
    [count, 4, 5],
    Uint8Array.from({ length: count * 20 }, (_, i) => (value + i) % 256),
  );
const labels = (...values: number[]) =>
  encodeNpy('<i8', [values.length], bytesOf(BigInt64Array.from(values, BigInt)));

async function folderWith(files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  return folder;
}

const load = async (path: string) => {
  const notices: string[] = [];
  const data = await recognise(path);
  const splits = await data.load({}, { env: {}, onNotice: (notice) => notices.push(notice) });
  return { ...splits, notices, form: data.form };
};

async function problemOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message;
}

describe('an archive of a data set', () => {
  it.each([
    ['x_train', 'y_train', 'x_test', 'y_test'],
    ['train_images', 'train_labels', 'test_images', 'test_labels'],
    ['X_train', 'Y_train', 'X_test', 'Y_test'],
    ['trainImages', 'trainLabels', 'testImages', 'testLabels'],
  ])('with %s is read', async (...names) => {
    const arrays = [pictures(4, 60), labels(0, 1, 1, 0), pictures(2, 100), labels(1, 0)];
    const archive = encodeNpz(Object.fromEntries(names.map((name, i) => [name, arrays[i]!])));
    const folder = await folderWith({ 'digits.npz': archive });
    for (const path of [folder, join(folder, 'digits.npz')]) {
      const { train, test, form, notices } = await load(path);
      expect(form).toBe('npz');
      expect(train).toMatchObject({ classNames: ['0', '1'], count: 4, channels: 1, height: 4, width: 5 });
      expect([[...train.labels], [...test!.labels], test!.images[0]]).toEqual([[0, 1, 1, 0], [1, 0], 100]);
      expect(notices).toEqual([]);
    }
    expect((await load(join(folder, 'digits.npz'))).train.name).toBe('digits');
  });

  it('may have a validation split, or only training, and be uncompressed', async () => {
    const three = encodeNpz(
      {
        train_images: pictures(2, 0),
        train_labels: labels(0, 1),
        val_images: pictures(2, 9),
        val_labels: labels(1, 0),
      },
      false,
    );
    const { train, validation, test } = await load(await folderWith({ 'a.npz': three }));
    expect([train.count, validation!.images[0], test]).toEqual([2, 9, undefined]);
    const alone = encodeNpz({ images: pictures(2, 0), labels: labels(0, 1) });
    expect((await load(await folderWith({ 'a.npz': alone }))).train.count).toBe(2);
  });

  it('reads class names from classes.txt, or from text labels', async () => {
    const archive = encodeNpz({ x_train: pictures(2, 200), y_train: labels(1, 0) });
    const named = await load(
      await folderWith({ 'a.npz': archive, 'classes.txt': Buffer.from('\ufeffno\r\nyes\r\n') }),
    );
    expect([named.train.classNames, [...named.train.labels], named.notices]).toEqual([
      ['no', 'yes'],
      [1, 0],
      [],
    ]);
    const words = encodeNpy(
      '<U3',
      [2],
      bytesOf(Uint32Array.from('hatbag', (letter) => letter.codePointAt(0)!)),
    );
    const worded = await load(await folderWith({ 'a.npz': encodeNpz({ x: pictures(2, 0), y: words }) }));
    expect([worded.train.classNames, [...worded.train.labels]]).toEqual([
      ['bag', 'hat'],
      [1, 0],
    ]);
  });

  it.each<[what: string, archive: Buffer, problem: string]>([
    [
      'that lacks labels',
      encodeNpz({ x_train: pictures(2, 0), x_test: pictures(2, 0) }),
      'expected one array of labels for the train split, got 0',
    ],
    [
      'of other counts',
      encodeNpz({ x: pictures(2, 0), y: labels(0, 1, 1) }),
      'expected 2 labels, one for each image in ',
    ],
    [
      'of one class',
      encodeNpz({ x: pictures(2, 0), y: labels(3, 3) }),
      'expected labels of 2 to 1000 classes, got 1',
    ],
    [
      'of labels below 0',
      encodeNpz({ x: pictures(2, 0), y: labels(0, -1) }),
      'got -1 at position 1 (counted from 0)',
    ],
    [
      'of pictures of two sizes',
      encodeNpz({
        x_train: pictures(2, 0),
        y_train: labels(0, 1),
        x_test: encodeNpy('|u1', [1, 5, 4], new Uint8Array(20)),
        y_test: labels(0),
      }),
      'expected images of 5×4 pixels, as in the train split, got 4×5 pixels',
    ],
    [
      'of pickles',
      encodeNpz({ x: pictures(2, 0), y: encodeNpy('|O', [2], new Uint8Array(16)) }),
      'expected an array of numbers or text, got Python objects (a pickle)',
    ],
  ])('%s is refused', async (_, archive, problem) => {
    expect(await problemOf(load(await folderWith({ 'a.npz': archive })))).toContain(problem);
  });

  it('is scaled for all splits together, with a notice', async () => {
    const deep = (count: number, most: number) =>
      encodeNpy(
        '<u2',
        [count, 1, 2],
        bytesOf(Uint16Array.from({ length: 2 * count }, (_, i) => (i % 2) * most)),
      );
    const arrays = {
      ...{ x_train: deep(2, 4080), y_train: labels(0, 1) },
      ...{ x_test: deep(1, 1020), y_test: labels(1) },
    };
    const { train, test, notices } = await load(await folderWith({ 'a.npz': encodeNpz(arrays) }));
    expect([[...train.images], [...test!.images]]).toEqual([
      [0, 254, 0, 254],
      [0, 64],
    ]);
    expect(notices).toEqual([
      expect.stringContaining('from 0 to 4080; they are read as 12 bits (0 to 4095)'),
      expect.stringContaining('the test split is darker: its samples reach only 1020 of 4080'),
    ]);
  });

  it('that declares fewer arrays than it has is refused', async () => {
    const archive = encodeNpz({
      ...{ x_train: pictures(2, 0), y_train: labels(0, 1) },
      ...{ x_test: pictures(2, 0), y_test: labels(0, 1) },
    });
    archive.writeUInt16LE(2, archive.length - 12);
    const problem = await problemOf(load(await folderWith({ 'a.npz': archive })));
    expect(problem).toContain('damaged or cut off');
  });

  it('may have a comment', async () => {
    const archive = encodeNpz({ x: pictures(2, 0), y: labels(0, 1) });
    archive.writeUInt16LE(6, archive.length - 2);
    const commented = Buffer.concat([archive, Buffer.from('été!')]);
    expect((await load(await folderWith({ 'a.npz': commented }))).train.count).toBe(2);
  });

  it('that is damaged is refused', async () => {
    const archive = encodeNpz({ x: pictures(200, 0), y: labels(...Array<number>(200).fill(1)) }, false);
    const cut = archive.subarray(0, archive.length >> 1);
    expect(await problemOf(load(join(await folderWith({ 'a.npz': cut }), 'a.npz')))).toContain(
      'damaged or cut off',
    );
    const changed = Buffer.from(archive);
    changed[1000]! ^= 1;
    expect(await problemOf(load(await folderWith({ 'a.npz': changed })))).toContain('the array is damaged');
  });
});

describe('a file for each array', () => {
  const arrays = {
    'kmnist-train-imgs.npz': encodeNpz({ arr_0: pictures(4, 0) }),
    'kmnist-train-labels.npz': encodeNpz({ arr_0: labels(0, 1, 1, 0) }),
    'kmnist-test-imgs.npz': encodeNpz({ arr_0: pictures(2, 50) }),
    'kmnist-test-labels.npz': encodeNpz({ arr_0: labels(0, 1) }),
  };

  it('makes a data set, whichever file is named', async () => {
    const folder = await folderWith(arrays);
    for (const path of [folder, ...Object.keys(arrays).map((name) => join(folder, name))]) {
      const { train, test } = await load(path);
      expect([train.count, test!.count, [...train.labels]]).toEqual([4, 2, [0, 1, 1, 0]]);
    }
    expect((await load(join(folder, 'kmnist-train-imgs.npz'))).train.name).toBe('kmnist');
  });

  it('may be .npy', async () => {
    const folder = await folderWith({ 'X_train.npy': pictures(2, 0), 'y_train.npy': labels(0, 1) });
    const { train } = await load(folder);
    expect([train.count, train.name]).toEqual([2, basename(folder)]);
  });

  it.each<[what: string, files: Record<string, Uint8Array>]>([
    [
      'an archive for each split',
      {
        'train.npz': encodeNpz({ x: pictures(4, 0), y: labels(0, 1, 1, 0) }),
        'test.npz': encodeNpz({ x: pictures(2, 50), y: labels(0, 1) }),
      },
    ],
    [
      'an archive for each split, with a name before it',
      {
        'shapes-training.npz': encodeNpz({ images: pictures(4, 0), labels: labels(0, 1, 1, 0) }),
        'shapes-testing.npz': encodeNpz({ images: pictures(2, 50), labels: labels(0, 1) }),
      },
    ],
    [
      'an archive for each split, which names its arrays after it',
      {
        'train.npz': encodeNpz({ x_train: pictures(4, 0), y_train: labels(0, 1, 1, 0) }),
        'test.npz': encodeNpz({ x_test: pictures(2, 50), y_test: labels(0, 1) }),
      },
    ],
    [
      'a folder for each split, with an archive in each',
      {
        'train/data.npz': encodeNpz({ x: pictures(4, 0), y: labels(0, 1, 1, 0) }),
        'test/data.npz': encodeNpz({ x: pictures(2, 50), y: labels(0, 1) }),
      },
    ],
    [
      'a folder for each split',
      {
        'train/images.npy': pictures(4, 0),
        'train/labels.npy': labels(0, 1, 1, 0),
        'test/images.npy': pictures(2, 50),
        'test/labels.npy': labels(0, 1),
      },
    ],
    [
      'a folder for each split, one further down',
      {
        'shapes/train_set/images.npy': pictures(4, 0),
        'shapes/train_set/labels.npy': labels(0, 1, 1, 0),
        'shapes/test_set/images.npy': pictures(2, 50),
        'shapes/test_set/labels.npy': labels(0, 1),
      },
    ],
  ])('may be %s', async (_, files) => {
    const { train, test } = await load(await folderWith(files));
    expect([[...train.labels], [...test!.labels]]).toEqual([
      [0, 1, 1, 0],
      [0, 1],
    ]);
    expect([train.images[0], test!.images[0]]).toEqual([0, 50]);
  });

  it('of two data sets need a choice', async () => {
    const folder = await folderWith({
      ...arrays,
      'other.npz': encodeNpz({ x: pictures(2, 0), y: labels(0, 1) }),
    });
    const problem = await problemOf(load(folder));
    expect(problem).toContain('expected one data set, found 2; name a file of the one to use: ');
    for (const file of problem.replace(/.*the one to use: /, '').split(', '))
      expect((await load(file)).train.count).toBeGreaterThan(1);
  });
});
