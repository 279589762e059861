// Tables of pixels in Kaggle's layout: with headings and without, one or two, with labels that are numbers or
// words.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../errors.ts';
import { recognise } from '../recognise.ts';
import { temporaryFolder } from '../testing/idx-folder.ts';

const side = 8;
const area = side * side;
const pixels = (value: number) => Array.from({ length: area }, (_, i) => (value + i) % 256);
const headings = ['label', ...Array.from({ length: area }, (_, i) => `pixel${i + 1}`)];
const table = (rows: readonly (readonly (string | number)[])[], separator = ',', end = '\n') =>
  rows.map((row) => row.join(separator) + end).join('');

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

async function load(path: string) {
  const notices: string[] = [];
  const data = await recognise(path);
  return {
    form: data.form,
    notices,
    ...(await data.load({}, { env: {}, onNotice: (notice) => notices.push(notice) })),
  };
}

async function problemOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message;
}

const train = table([headings, [3, ...pixels(0)], [5, ...pixels(200)], [3, ...pixels(7)]]);
const test = table([headings, [5, ...pixels(1)]]);

describe('tables of pixels', () => {
  it('for training and testing make a data set, whichever is named', async () => {
    const folder = await folderWith({ 'fashion-mnist_train.csv': train, 'fashion-mnist_test.csv': test });
    for (const path of [
      folder,
      join(folder, 'fashion-mnist_train.csv'),
      join(folder, 'fashion-mnist_test.csv'),
    ]) {
      const splits = await load(path);
      expect(splits.form).toBe('pixel table');
      expect(splits.train).toMatchObject({
        name: 'unverified-fashion-mnist',
        classNames: ['3', '5'],
        count: 3,
        channels: 1,
        height: side,
        width: side,
      });
      expect([[...splits.train.labels], [...splits.test!.labels]]).toEqual([[0, 1, 0], [1]]);
      expect([...splits.train.images]).toEqual([...pixels(0), ...pixels(200), ...pixels(7)]);
    }
  });

  it.each<[what: string, text: string]>([
    [
      'no headings',
      table([
        [3, ...pixels(0)],
        [5, ...pixels(200)],
      ]),
    ],
    [
      'semicolons and other line breaks',
      table([headings, [3, ...pixels(0)], [5, ...pixels(200)]], ';', '\r\n'),
    ],
    [
      'quotes',
      table([headings, [3, ...pixels(0)], [5, ...pixels(200)]].map((row) => row.map((cell) => `"${cell}"`))),
    ],
    ['a byte order mark', `\ufeff${table([headings, [3, ...pixels(0)], [5, ...pixels(200)]])}`],
    [
      'a number for each row',
      table([
        ['', ...headings],
        [0, 3, ...pixels(0)],
        [1, 5, ...pixels(200)],
      ]),
    ],
    [
      'the label at the end',
      table([
        [...headings.slice(1), 'class'],
        [...pixels(0), 3],
        [...pixels(200), 5],
      ]),
    ],
    [
      'places as headings',
      table([
        ['label', ...pixels(0).map((_, i) => `${Math.floor(i / side) + 1}x${(i % side) + 1}`)],
        [3, ...pixels(0)],
        [5, ...pixels(200)],
      ]),
    ],
    [
      'numbers with a point',
      table([
        headings,
        ['3.0', ...pixels(0).map((v) => `${v}.0`)],
        ['5.0', ...pixels(200).map((v) => v.toFixed(2))],
      ]),
    ],
    ['no end', table([headings, [3, ...pixels(0)], [5, ...pixels(200)]]).trimEnd()],
    ['blank lines', `${table([headings, [3, ...pixels(0)]])}\n\n${table([[5, ...pixels(200)]])}\n`],
  ])('may have %s', async (_, text) => {
    const folder = await folderWith({ 'digits.csv': text });
    const data = await load(join(folder, 'digits.csv'));
    expect(data.train).toMatchObject({ name: 'digits', classNames: ['3', '5'], count: 2 });
    expect([...data.train.images]).toEqual([...pixels(0), ...pixels(200)]);
    expect(data.test).toBeUndefined();
  });

  it.each([true, false])(
    'may have words as labels, and values from 0 to 1 (headings: %s)',
    async (isHeaded) => {
      const shares = pixels(0).map((_, i) => ((i % 3) / 2).toFixed(1));
      const rows = [
        ['hat', ...shares],
        ['bag', ...shares],
      ];
      const folder = await folderWith({ 'a.csv': table(isHeaded ? [headings, ...rows] : rows) });
      const { train: data } = await load(folder);
      expect(data).toMatchObject({ classNames: ['bag', 'hat'], count: 2, channels: 1, height: side });
      expect([...data.images.subarray(0, 3)]).toEqual([0, 128, 255]);
    },
  );

  const numbered = (first: number, count = area + 1) =>
    Array.from({ length: count }, (_, i) => String(first + i));
  const rows = [0, 1, 2, 1].map((label, i) => ({ label, picture: pixels(60 * i + 40) }));
  const [before, after] = [
    rows.map(({ label, picture }) => [label, ...picture]),
    rows.map(({ label, picture }) => [...picture, label]),
  ];
  it.each<[what: string, text: string, notice: string | undefined]>([
    [
      'numbers as headings, the label first',
      table([numbered(0), ...before]),
      'numbered headings; the first column is read as labels, because of its values',
    ],
    [
      'numbers as headings, the label last',
      table([numbered(0), ...after]),
      'numbered headings; the last column is read as labels, because of its values',
    ],
    [
      'numbers from 1 as headings',
      table([numbered(1), ...before]),
      'numbered headings; the first column is read as labels, because of its values',
    ],
    [
      'numbers as headings, and a number for each row',
      table([['', ...numbered(0)], ...before.map((row, i) => [i, ...row])]),
      'numbered headings; the first column is read as labels, because of its values',
    ],
    [
      'numbered words as headings',
      table([numbered(1).map((number) => `V${number}`), ...after]),
      'numbered headings; the last column is read as labels, because of its values',
    ],
    ['a label beside numbers as headings', table([['label', ...numbered(0, area)], ...before]), undefined],
    [
      'places of rows and columns as headings',
      table([[...pixels(0).map((_, i) => `pixel_${Math.floor(i / side)}_${i % side}`), 'target'], ...after]),
      undefined,
    ],
    [
      'no headings, the label last',
      table(after),
      'no headings; the last column is read as labels, because of its values',
    ],
    ['no headings, the label first', table(before), undefined],
  ])('may have %s', async (_, text, notice) => {
    const { train: data, notices } = await load(await folderWith({ 'digits.csv': text }));
    expect([data.classNames, [...data.labels]]).toEqual([
      ['0', '1', '2'],
      [0, 1, 2, 1],
    ]);
    expect([...data.images]).toEqual(rows.flatMap(({ picture }) => picture));
    expect(notices).toEqual(notice === undefined ? [] : [expect.stringContaining(notice)]);
  });

  it('are searched together for their labels', async () => {
    const folder = await folderWith({
      'training-mnist.csv': table([numbered(0), ...after]),
      'testing-mnist.csv': table([numbered(0), [...pixels(99), 2]]),
    });
    const { train: data, test: second } = await load(folder);
    expect([data.name, data.count, [...second!.labels], second!.images[0]]).toEqual(['mnist', 4, [2], 99]);
  });

  it.each<[what: string, rows: number[][], problem: string]>([
    [
      'both may be labels',
      rows.map(({ label, picture }) => [label, ...picture.slice(1), label]),
      'both the first and the last column could be labels',
    ],
    [
      'neither may',
      rows.map(({ picture }) => [7, ...picture]),
      'neither the first nor the last column looks like labels',
    ],
  ])('with numbers as headings are refused if of the first and last column %s', async (_, given, problem) => {
    const text = table([numbered(0), ...given]);
    expect(await problemOf(load(await folderWith({ 'a.csv': text })))).toContain(
      `expected a column 'label', got numbered headings; ${problem}; name the right one 'label'`,
    );
  });

  it('of three colours are refused, because their order is not known', async () => {
    const names = Array.from({ length: 3 * area }, (_, i) => `pixel${i}`);
    const text = table([
      ['label', ...names],
      [0, ...names.map(() => 200)],
    ]);
    expect(await problemOf(load(await folderWith({ 'a.csv': text })))).toContain(
      'may be 8×8 in three colours, but columns do not say their order; save them as a NumPy array of the shape [count, 8, 8, 3]',
    );
  });

  it('may be large, and in UTF-16', async () => {
    const many = 200 ** 2;
    const names = ['label', ...Array.from({ length: many }, (_, i) => `pixel${i}`)];
    const text = table([names, [3, ...names.slice(1).fill('200')], [5, ...names.slice(1).fill('100')]]);
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.csv'), `\ufeff${text}`, 'utf16le');
    for (const path of [folder, join(folder, 'a.csv')]) {
      const { train: data } = await load(path);
      expect(data).toMatchObject({ count: 2, height: 200, classNames: ['3', '5'] });
      expect([data.images[0], data.images.at(-1)]).toEqual([200, 100]);
    }
  });

  it('leave out a table without labels, and say so', async () => {
    const folder = await folderWith({
      'train.csv': train,
      'test.csv': table([headings.slice(1), pixels(3)]),
    });
    const { train: data, test: none, notices } = await load(folder);
    expect([data.count, none]).toEqual([3, undefined]);
    expect(notices.at(-1)).toContain("left out 'test.csv': its pictures have no labels");
    expect(await problemOf(load(join(folder, 'test.csv')))).toContain(
      "expected a column 'label' beside 64 pixels",
    );
  });

  it('of EMNIST are turned upright', async () => {
    const sideways = pixels(0).map((_, i) => 100 + (i % side) * side + Math.floor(i / side));
    const folder = await folderWith({
      'emnist-letters-train.csv': table([
        [1, ...sideways],
        [26, ...sideways],
      ]),
    });
    const { train: data } = await load(folder);
    expect([data.classNames.length, [...data.labels], [...data.images.subarray(0, area)]]).toEqual([
      26,
      [0, 25],
      pixels(100),
    ]);
  });

  it.each<[what: string, text: string, problem: string]>([
    [
      'a short row',
      table([headings, [3, ...pixels(0)], [5, ...pixels(1).slice(1)]]),
      'line 3: expected 65 columns, got 64',
    ],
    ['a long row', table([headings, [3, ...pixels(0), 1]]), 'line 2: expected 65 columns, got 66'],
    [
      'what is no number',
      table([headings, [3, ...pixels(0)], [5, 'x', ...pixels(1).slice(1)]]),
      "line 3: expected numbers as pixels, got 'x' in column 2",
    ],
    ['a cell without a number', table([headings, [3, '', ...pixels(1).slice(1)]]), "got '' in column 2"],
    ['no label', table([headings, ['', ...pixels(0)]]), 'line 2: expected a label, got none'],
    ['no rows', table([headings]), 'found no rows'],
    [
      'values on no scale',
      table([headings, [3, ...pixels(0)], [5, -9, ...pixels(1).slice(1)]]),
      'expected samples from 0, got -9',
    ],
  ])('with %s are refused', async (_, text, problem) => {
    expect(await problemOf(load(await folderWith({ 'digits.csv': text })))).toContain(problem);
  });
});
