// Photographs in a folder with tables: whether the table or the folders name the classes, faults of a table,
// and tables for splits.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../errors.ts';
import { photoFolder } from '../photographs/testing/photos.ts';
import { recognise } from '../recognise.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

/** Empty pictures at paths, and tables by their names. */
const folderOf = (paths: readonly string[], tables: Files) =>
  photoFolder({
    ...Object.fromEntries(paths.map((path) => [path, new Uint8Array()])),
    ...Object.fromEntries(Object.entries(tables).map(([name, text]) => [name, Buffer.from(text as string)])),
  });

async function problemOf(folder: string): Promise<string> {
  const error: unknown = await recognise(folder).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message.replaceAll(folder, 'PATH').replaceAll('\\', '/');
}

const flat = ['im/0.png', 'im/1.png', 'im/2.png', 'im/3.png'];
const rows = (...cells: string[]) => `file,label\n${cells.join('\n')}\n`;
const good = rows('im/0.png,a', 'im/1.png,b');

describe('a fault of the only table in a named folder', () => {
  it.each<[what: string, table: string | Uint8Array, problem: string]>([
    [
      'a file twice',
      rows('im/0.png,a', 'im/1.png,b', 'im/0.png,a'),
      ", line 4: 'im/0.png' is already on line 2",
    ],
    [
      'an open quote',
      rows('im/0.png,a', '"im/1.png,b'),
      ', line 3: expected quotes around the whole of a cell',
    ],
    ['no file', rows('im/0.png,a', ',b'), ", line 3: expected a file name, got ',b'"],
    ['no split', 'file,label,split\nim/0.png,a,train\nim/1.png,b,\n', ', line 3: expected the split train'],
    ['no rows', 'file,label\n', ': expected a row for each picture, found none'],
    [
      'nothing',
      '',
      ': expected the columns file (or image, path, filename, id) and label (or class, category), got an empty table',
    ],
    [
      'other columns',
      'image,a,b\nim/0.png,1,1\n',
      ': expected the columns file (or image, path, filename, id)',
    ],
    ['missing files', rows('x/0.png,a'), ", line 2: 'x/0.png' does not exist; PATH contains 'im', 't.csv'"],
  ])('is reported: %s', async (_, table, problem) => {
    expect(await problemOf(await folderOf(flat, { 't.csv': table }))).toContain(`PATH/t.csv${problem}`);
  });

  it('is reported for letters in another encoding', async () => {
    const folder = await photoFolder({
      'im/0.png': new Uint8Array(),
      't.csv': Buffer.from('file,label\nim/0.png,b\xe4r\n', 'latin1'),
    });
    expect(await problemOf(folder)).toContain('PATH/t.csv, line 2: expected text in UTF-8');
  });

  it('is reported for the first table that certainly lists pictures', async () => {
    const folder = await folderOf(flat, {
      'a.csv': 'x,y\n',
      'b.csv': '"',
      'c.csv': rows('im/0.png,a', ',b'),
    });
    expect(await problemOf(folder)).toContain('PATH/c.csv, line 3');
    expect(await problemOf(await folderOf(flat, { 'a.csv': 'x,y\n', 'b.csv': '"' }))).toContain(
      'PATH/a.csv: ',
    );
  });

  it('is reported one folder further down too', async () => {
    const paths = flat.map((path) => `data/${path}`);
    const folder = await folderOf(paths, { 'data/t.csv': rows('im/0.png,a', 'im/0.png,b') });
    expect(await problemOf(folder)).toContain('PATH/data/t.csv, line 3');
  });

  it('does not stop class folders from being read, and is reported', async () => {
    const folder = await folderOf(['a/0.png', 'b/0.png'], { 't.csv': rows('a/0.png,a', 'a/0.png,a') });
    const data = await recognise(folder);
    expect(data.form).toBe('photograph folders');
    expect((await data.count()).notices).toEqual([
      "'t.csv' is not used: line 3: 'a/0.png' is already on line 2",
    ]);
  });

  it('is reported with the name of the table, for tables of splits', async () => {
    const folder = await folderOf(['a/0.png', 'b/0.png'], {
      'train.csv': rows('a/0.png,a'),
      'test.csv': rows('b/0.png,b', ',b'),
    });
    expect((await (await recognise(folder)).count()).notices).toEqual([
      "'train.csv' is not used: test.csv, line 3: expected a file name, got ',b'",
    ]);
  });

  it('stops parts from being read as classes', async () => {
    const folder = await folderOf(['im 1/0.png', 'im 2/1.png'], {
      't.csv': rows('im 1/0.png,a', 'im 1/0.png,a'),
    });
    expect(await problemOf(folder)).toContain('PATH/t.csv, line 3');
  });
});

describe('a table beside folders', () => {
  const shards = ['images_1/0.png', 'images_1/1.png', 'images_2/2.png', 'images_2/3.png'];
  it('is used if the folders are parts', async () => {
    const labels = rows('images_1/0.png,a', 'images_1/1.png,b', 'images_2/2.png,a', 'images_2/3.png,b');
    const data = await recognise(await folderOf(shards, { 'labels.csv': labels }));
    expect(await data.count()).toMatchObject({
      classNames: ['a', 'b'],
      counts: { all: [2, 2] },
      notices: ["classes come from labels.csv, not from the folders 'images_1', 'images_2'"],
    });
  });

  it('may name files without folder and extension', async () => {
    const labels = 'image_id,dx\n0,a\n1,b\n2,a\n3,b\n';
    const data = await recognise(
      await folderOf(shards, { 'HAM_metadata.csv': labels.replace('dx', 'diagnosis') }),
    );
    expect(await data.count()).toMatchObject({ classNames: ['a', 'b'], counts: { all: [2, 2] } });
  });

  it('may name files one folder further down', async () => {
    const folder = await folderOf(
      shards.map((path) => path.replace('/', '/images/')),
      { 't.csv': rows('0.png,a', '1.png,b', '2.png,a', '3.png,b') },
    );
    expect((await (await recognise(folder)).count()).counts).toEqual({ all: [2, 2] });
  });

  it('is reported if parts are not classes, and nothing says what they are', async () => {
    const refused =
      "PATH: expected a folder for each class, got 'images_1', 'images_2', which look like parts of one data set; if they are classes, rename them";
    expect(await problemOf(await folderOf(shards, {}))).toBe(refused);
    expect(await problemOf(await folderOf(shards, { 't.csv': 'image,a,b\n0.png,1,1\n' }))).toBe(
      `${refused}; 't.csv' is not used: expected the columns file (or image, path, filename, id) and label (or class, category), got 'image', 'a', 'b'`,
    );
    for (const names of [
      ['class 1', 'class 2'],
      ['1', '2'],
      ['part', 'particle'],
      ['photo 1', 'drawing 1'],
    ])
      expect(
        (
          await recognise(
            await folderOf(
              names.map((name) => `${name}/1.png`),
              {},
            ),
          )
        ).form,
      ).toBe('photograph folders');
  });

  it('is mentioned if folders are refused', async () => {
    const folder = await folderOf(['train/0.png', 'test/0.png'], { 'labels.csv': 'id,breed\n0,a\n' });
    expect(await problemOf(folder)).toBe(
      "PATH/train: expected a folder of pictures for each class, found none; 'labels.csv' is not used: line 2: '0' is ambiguous: it could be 'test/0.png', 'train/0.png'",
    );
  });

  it('with other classes makes two data sets', async () => {
    const table = rows('a/0.png,x', 'a/1.png,y', 'b/0.png,x');
    const folder = await folderOf(['a/0.png', 'a/1.png', 'b/0.png'], { 't.csv': table });
    expect(await problemOf(folder)).toBe(
      "PATH: the folders 'a', 'b' and the table t.csv give the same pictures different classes; name the table to use it, or move it elsewhere to use the folders",
    );
    expect((await recognise(join(folder, 't.csv'))).form).toBe('photograph table');
  });

  it('with the same classes under any names changes nothing', async () => {
    const absolute = await folderOf(['a/0.png', 'b/0.png'], {});
    await writeFile(join(absolute, 't.csv'), rows(`${absolute}/a/0.png,a`, `${absolute}/b/0.png,b`));
    expect((await (await recognise(absolute)).count()).notices).toEqual([]);
    const folder = await folderOf(['a/0.png', 'b/0.png', 'b/1.png'], {
      't.csv': rows('a/0.png,x', 'b/0.png,y'),
    });
    expect(await recognise(folder)).toMatchObject({ form: 'photograph folders' });
  });

  it('is used if it has the same classes, and splits', async () => {
    const table = 'file,label,split\na/0.png,a,train\nb/0.png,b,train\nb/1.png,b,test\n';
    const data = await recognise(await folderOf(['a/0.png', 'b/0.png', 'b/1.png'], { 't.csv': table }));
    expect((await data.count()).counts).toEqual({ train: [1, 1], test: [0, 1] });
  });

  it('of other pictures is reported', async () => {
    const folder = await folderOf(['a/0.png', 'b/0.png', '1.png'], { 't.csv': rows('1.png,x') });
    const data = await recognise(folder);
    expect([data.form, (await data.count()).notices]).toEqual([
      'photograph folders',
      ["'t.csv' is not used: it names other pictures"],
    ]);
  });

  it('is read in Kaggle’s layout, with folders for splits without classes', async () => {
    const paths = ['train_images/0.png', 'train_images/1.png', 'test_images/0.png'];
    for (const before of ['', 'train_images/']) {
      const table = `image_id,label\n${before}0.png,a\n${before}1.png,b\n`;
      const data = await recognise(
        await folderOf(paths, { 'train.csv': table, 'test.csv': 'image_id\n0.png\n' }),
      );
      const { counts, notices } = await data.count();
      expect(counts).toEqual({ all: [1, 1] });
      expect(notices).toEqual([
        "'test.csv' is not used: expected the columns file (or image, path, filename, id) and label (or class, category), got 'image_id'",
      ]);
    }
  });
});

describe('tables for splits', () => {
  const test = rows('im/2.png,b', 'im/3.png,a');

  it.each([
    ['train.csv', 'test.csv'],
    ['labels_train.csv', 'labels_test.csv'],
  ])('%s and %s are joined', async (first, second) => {
    const folder = await folderOf(flat, {
      [first]: good,
      [second]: test,
      'prices.csv': 'what,price\nhat,3\n',
    });
    const data = await recognise(folder);
    expect(data).toMatchObject({ seen: `a table for each split, ${first}, ${second}`, name: 'photos' });
    expect(await data.count()).toMatchObject({
      classNames: ['a', 'b'],
      counts: { train: [1, 1], test: [1, 1] },
      notices: [],
    });
    const alone = await recognise(join(folder, first));
    expect((await alone.count()).counts).toEqual({ all: [1, 1] });
  });

  it('are refused if one has a fault, or both list a picture', async () => {
    const flawed = await folderOf(flat, { 'train.csv': good, 'test.csv': rows('im/2.png,b', ',a') });
    expect(await problemOf(flawed)).toContain('PATH/test.csv, line 3: expected a file');
    const labels = rows('im/0.png,a', 'im/3.png,b');
    const another = { 'train.csv': good, 'test.csv': rows('im/2.png,b', ',a'), 'labels.csv': labels };
    expect(await problemOf(await folderOf(flat, another))).toContain(
      'PATH/test.csv, line 3: expected a file',
    );
    const shared = await folderOf(flat, { 'train.csv': good, 'test.csv': rows('im/2.png,b', 'im/1.png,b') });
    expect(await problemOf(shared)).toContain(
      "PATH/test.csv, line 3: 'im/1.png' is already on train.csv, line 3",
    );
  });

  it('are two data sets if columns name the splits, or both have one', async () => {
    const split = 'file,label,split\nim/0.png,a,train\nim/1.png,b,test\n';
    expect(await problemOf(await folderOf(flat, { 'train.csv': split, 'test.csv': test }))).toContain(
      'found 2',
    );
    expect(await problemOf(await folderOf(flat, { 'train.csv': good, 'training.csv': test }))).toContain(
      'found 2',
    );
  });
});

describe('a table without headings', () => {
  it.each([
    ['im/gone.png,a', 'im/0.png,a', 'im/1.png,b'],
    ['im/gone.png,c', 'im/0.png,a', 'im/1.png,b'],
    ['im/9,c', 'im/0,a', 'im/1,b'],
    ['gone,a', 'im/0,a', 'im/1,b'],
    ['im/gone.png,a', 'im/gone too.png,b', 'im/0.png,a', 'im/1.png,b'],
  ])('keeps its first row if the file is missing: %s', async (...lines) => {
    const data = await recognise(await folderOf(flat, { 't.csv': lines.join('\n') }));
    const { leftOut } = await data.count();
    expect(leftOut).toMatchObject([{ reason: 'unreadable', count: lines.length - 2 }]);
    expect(leftOut[0]!.what).toContain('t.csv, line 1:');
  });

  it('has headings if the first row names no file', async () => {
    for (const heading of ['was,ist', 'Datei,Klasse', 'image 1,kind']) {
      const data = await recognise(await folderOf(flat, { 't.csv': `${heading}\nim/0.png,a\nim/1.png,b\n` }));
      expect((await data.count()).leftOut).toEqual([]);
    }
  });
});
