// The choice between several possible forms of data, and what a refusal reports.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { manyPhotos, photoFolder, writePhotos } from './photographs/testing/photos.ts';
import { recognise } from './recognise.ts';
import { smallIdxFiles, smallIdxFolder, temporaryFolder } from './testing/idx-folder.ts';

async function problemOf(path: string): Promise<string> {
  const error: unknown = await recognise(path).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).not.toContain('\n');
  return (error as Error).message.replaceAll(path, 'PATH');
}

const expected =
  'expected four IDX files, NumPy arrays, a table of pixels, a folder of pictures for each class, a table of photographs or a catalogue';

describe('folders within folders', () => {
  it('are searched if there is only one', async () => {
    const folder = await photoFolder(manyPhotos({ 'data/set/bag': 2, 'data/set/hat': 2 }));
    const data = await recognise(folder);
    expect(data).toMatchObject({
      form: 'photograph folders',
      name: 'photos',
      seen: "a folder for each class, no splits, in 'data/set'",
    });
    const { train } = await data.load({ size: 8, testShare: 0 }, { env: {} });
    expect([train.classNames, train.files![0]]).toEqual([['bag', 'hat'], 'data/set/bag/0.png']);
    const { notices } = await data.count();
    expect(notices).toEqual(["the classes are in the folder 'data/set'"]);
  });

  it('may contain IDX files, as torchvision stores them', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'FashionMNIST', 'processed'), { recursive: true });
    await writeFile(join(folder, 'FashionMNIST', 'processed', 'training.pt'), 'x');
    await rename(await smallIdxFolder(true), join(folder, 'FashionMNIST', 'raw'));
    expect(await recognise(folder)).toMatchObject({ form: 'idx' });
    expect(await recognise(join(folder, 'FashionMNIST'))).toMatchObject({
      form: 'idx',
      name: 'FashionMNIST',
    });
  });

  it('are not searched without end', async () => {
    const folder = await photoFolder(manyPhotos({ '1/2/3/4/5/6/bag': 1, '1/2/3/4/5/6/hat': 1 }));
    expect(await problemOf(folder)).toContain('found 2 .png files in 8 folders');
  });
});

describe('a table next to a folder of pictures', () => {
  it('is used if it is the only one that lists them', async () => {
    const folder = await photoFolder(manyPhotos({ images: 4 }));
    await writeFile(
      join(folder, 'labels.csv'),
      'file,label\n0.png,hat\n1.png,bag\n'.replace(/(\d.png)/g, 'images/$1'),
    );
    await writeFile(join(folder, 'prices.csv'), 'what,price\nhat,3\n');
    expect(await recognise(folder)).toMatchObject({ form: 'photograph table', seen: 'a table, labels.csv' });
    await writeFile(join(folder, 'other.csv'), 'file,label\nimages/2.png,hat\nimages/3.png,bag\n');
    expect(await problemOf(folder)).toContain(
      'expected one data set, found 2; name a file of the one to use: PATH/labels.csv, PATH/other.csv',
    );
  });
});

describe('a refusal', () => {
  it('says what was found', async () => {
    const ppm = Object.fromEntries(
      ['a/1.ppm', 'a/2.ppm', 'b/3.ppm', 'b/notes.txt'].map((path) => [
        path,
        Buffer.from('P6\n1 1\n255\n???'),
      ]),
    );
    expect(await problemOf(await photoFolder(ppm))).toBe(
      `PATH: ${expected}, found 3 .ppm, 1 .txt files in 2 folders; none is a supported picture (PNG, JPEG, WebP, GIF, TIFF, AVIF or BMP)`,
    );
    expect(await problemOf(await photoFolder(manyPhotos({ '.': 3 })))).toBe(
      `PATH: ${expected}, found 3 .png files and no folders; pictures in one folder are one class, but at least two classes are needed`,
    );
    expect(await problemOf(await photoFolder(manyPhotos({ hat: 3 })))).toBe(
      `PATH: ${expected}, found 3 .png files in 1 folder; pictures in one folder are one class, but at least two classes are needed`,
    );
    expect(await problemOf(await temporaryFolder())).toBe(`PATH: ${expected}, found an empty folder`);
  });

  it.each<[name: string, content: Buffer, words: string]>([
    ['photos.zip', Buffer.from('PK\x03\x04 photos'), 'got a ZIP archive; unpack it first'],
    ['a.pdf', Buffer.from('%PDF-1.7 \0\x01'), 'got a PDF'],
    ['a.png', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'got a PNG picture'],
    ['nothing', Buffer.alloc(0), 'got an empty file'],
    ['a.db', Buffer.from([1, 2, 3, 4, 5, 6, 0, 9]), 'got a file of an unknown kind'],
  ])('names what %s is', async (name, content, words) => {
    const file = join(await temporaryFolder(), name);
    await writeFile(file, content);
    expect(await problemOf(file)).toContain(words);
  });

  it('says that there is nothing', async () => {
    expect(await problemOf('shoes')).toBe(
      "data: expected fashion-mnist, sketches, or the path of a folder or file of data, got 'PATH', which does not exist",
    );
  });
});

describe('IDX files', () => {
  it('of several data sets are distinguished by their names', async () => {
    const folder = await temporaryFolder();
    for (const prefix of ['emnist-digits', 'emnist-mnist'])
      for (const [role, bytes] of Object.entries(smallIdxFiles())) {
        const [split, kind] = [
          role.startsWith('train') ? 'train' : 'test',
          role.endsWith('Images') ? 'images-idx3' : 'labels-idx1',
        ];
        await writeFile(join(folder, `${prefix}-${split}-${kind}-ubyte.gz`), gzipSync(bytes));
      }
    const file = join(folder, 'emnist-digits-test-labels-idx1-ubyte.gz');
    expect(await problemOf(folder)).toContain(
      'found 2; name a file of the one to use: PATH/emnist-digits-train-images-idx3-ubyte.gz',
    );
    expect(await recognise(file)).toMatchObject({
      form: 'idx',
      name: 'emnist-digits',
      seen: 'IDX files named emnist-digits',
    });
  });

  it('given as a file must be named by their folder', async () => {
    const file = join(await temporaryFolder(), 'pictures');
    await writeFile(file, smallIdxFiles().trainImages);
    expect(await problemOf(file)).toContain(
      'expected four IDX files, got one file; name the folder with all four, train-images-idx3-ubyte',
    );
  });

  it('take precedence over everything else in a folder', async () => {
    const folder = await smallIdxFolder(true);
    await writePhotos(folder, { 'bag/1.png': '#102030', 'hat/1.png': '#405060' });
    expect(await recognise(folder)).toMatchObject({ form: 'idx' });
  });
});
