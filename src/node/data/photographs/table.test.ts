// Tables of photographs: columns in any order, splits or none, and a line for each fault, with its place.
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../errors.ts';
import { listTable } from './table.ts';
import { photoFolder } from './testing/photos.ts';

const files = { 'a.png': new Uint8Array(1), 'more/b, c.png': new Uint8Array(2), 'ü.png': new Uint8Array(3) };

async function tableOf(text: string | Uint8Array): Promise<string> {
  const table = join(await photoFolder(files), 'garments.csv');
  await writeFile(table, text);
  return table;
}

async function problemOf(text: string | Uint8Array): Promise<string> {
  const table = await tableOf(text);
  const error: unknown = await listTable(table).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message.replace(table, 'TABLE');
}

describe('listTable', () => {
  it('reads files and labels', async () => {
    const listing = await listTable(
      await tableOf('file,label\nü.png, hat\n"more/b, c.png",bag\na.png,hat\n'),
    );
    expect(listing).toMatchObject({
      layout: 'table',
      name: 'garments',
      classNames: ['bag', 'hat'],
      splits: [],
    });
    expect(listing.pictures.map(({ label, path }) => [label, path])).toEqual([
      [0, 'more/b, c.png'],
      [1, 'a.png'],
      [1, 'ü.png'],
    ]);
  });

  it('reads splits, and columns in any order among others', async () => {
    const text =
      'Split;price;LABEL;file\r\nval;1,50;hat;a.png\r\ntrain;2;bag;more/b, c.png\r\nTest;;hat;ü.png\r\n';
    const listing = await listTable(await tableOf(text));
    expect(listing.splits).toEqual(['train', 'validation', 'test']);
    expect(listing.pictures.map(({ split, path }) => [split, path])).toEqual([
      ['train', 'more/b, c.png'],
      ['validation', 'a.png'],
      ['test', 'ü.png'],
    ]);
  });

  it('accepts absolute paths, and reports missing files', async () => {
    const elsewhere = join(await photoFolder(files), 'a.png');
    const table = await tableOf(`file,label\n"${elsewhere}",hat\ngone.png,bag\n`);
    const listing = await listTable(table);
    expect(listing.pictures.map(({ path }) => path)).toEqual([elsewhere]);
    expect(listing.unreadable).toEqual([
      {
        path: 'gone.png',
        problem: `${table}, line 3: 'gone.png' does not exist; ${dirname(table)} contains 'more', 'a.png' and 2 more`,
      },
    ]);
    expect(listing.classNames).toEqual(['bag', 'hat']);
  });

  it.each<[what: string, text: string]>([
    ['a byte order mark and other line breaks', '\ufefffile,label\r\na.png,hat\r\nü.png,bag\r\n'],
    ['semicolons', 'file;label\na.png;hat\nü.png;bag\n'],
    ['a word for the separator', 'sep=;\r\nfile;label\r\na.png;hat\r\nü.png;bag\r\n'],
    ['tabs', 'file\tlabel\na.png\that\nü.png\tbag\n'],
    ['bars', 'file|label\na.png|hat\nü.png|bag\n'],
    ['quotes', '"file","label"\n"a.png","hat"\n"ü.png","bag"\n'],
    ['spaces before quotes', '"file", "label"\n"a.png", "hat"\n"ü.png", "bag"\n'],
    ['spaces around', 'file , label \na.png , hat \n ü.png , bag\n'],
    ['letters that are not composed', 'file,label\na.png,hat\nu\u0308.png,bag\n'],
    ['capitals', 'file,label\nA.PNG,hat\nÜ.png,bag\n'],
    ['no ends of names', 'file,label\na,hat\nü,bag\n'],
    ['other headings', 'Image Path,Class Name\na.png,hat\nü.png,bag\n'],
    ['headings that only the files explain', 'was,ist\na.png,hat\nü.png,bag\n'],
    ['no headings', 'a.png,hat\nü.png,bag\n'],
    ['a number for each row', ',file,label\n0,a.png,hat\n1,ü.png,bag\n'],
    ['a column for each class', 'file,hat,bag\na.png,1,0\nü.png,0,1\n'],
    ['paths with the folder of the table', 'file,label\nphotos/a.png,hat\nphotos/ü.png,bag\n'],
    ['paths of another computer', 'file,label\nC:\\work\\photos\\a.png,hat\nC:\\work\\photos\\ü.png,bag\n'],
    ['paths of another home', 'file,label\n/home/ann/a.png,hat\n/home/ann/ü.png,bag\n'],
    ['slashes of Windows', 'file,label\n.\\a.png,hat\n.\\ü.png,bag\n'],
  ])('takes %s', async (_, text) => {
    const listing = await listTable(await tableOf(text));
    expect(
      listing.pictures.map(({ label, path }) => [listing.classNames[label], path.replace('./', '')]),
    ).toEqual([
      ['bag', 'ü.png'],
      ['hat', 'a.png'],
    ]);
    expect(listing.unreadable).toEqual([]);
  });

  it('reads UTF-16 with and without a byte order mark', async () => {
    const text = 'file,label\na.png,hat\nü.png,bag\n';
    const little = Buffer.from(text, 'utf16le');
    for (const bytes of [
      little,
      Buffer.concat([Buffer.of(0xff, 0xfe), little]),
      Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(little).swap16()]),
    ])
      expect((await listTable(await tableOf(bytes))).pictures).toHaveLength(2);
  });

  it('knows the usual words for splits, and fastai’s column', async () => {
    const splitsOf = async (text: string) =>
      (await listTable(await tableOf(text))).pictures.map(({ split }) => split);
    expect(await splitsOf('file,label,split\na.png,hat,Training\nü.png,bag,testing\n')).toEqual([
      'train',
      'test',
    ]);
    expect(await splitsOf('file,label,set\na.png,hat,trainset\nü.png,bag,valid\n')).toEqual([
      'train',
      'validation',
    ]);
    expect(await splitsOf('name,label,is_valid\na.png,hat,False\nü.png,bag,True\n')).toEqual([
      'train',
      'validation',
    ]);
    expect(await splitsOf('file,label,set\na.png,hat,summer\nü.png,bag,winter\n')).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('reports paths of another computer', async () => {
    const { notices } = await listTable(await tableOf('file,label\nD:\\x\\a.png,hat\nD:\\x\\ü.png,bag\n'));
    expect(notices).toEqual([
      "its paths begin with 'D:/x/', which does not exist here; they are read from the table's own folder",
    ]);
  });

  it('leaves out pictures without a class', async () => {
    const listing = await listTable(await tableOf('file,label\na.png,hat\nü.png,\n"more/b, c.png",bag\n'));
    expect(listing.pictures).toHaveLength(2);
    expect(listing.leftOut).toEqual([{ reason: 'no class', what: 'line 3', count: 1 }]);
  });

  it('does not confuse files: an ambiguous name is missing', async () => {
    const folder = await photoFolder({
      'x/1.png': new Uint8Array(1),
      'x/1.jpg': new Uint8Array(1),
      '1.png': new Uint8Array(1),
    });
    const table = join(folder, 't.csv');
    await writeFile(table, 'file,label\nx/1,hat\ny/1.png,bag\nx/01.png,bag\n');
    const { pictures, unreadable } = await listTable(table);
    expect(pictures).toEqual([]);
    expect(unreadable.map(({ problem }) => problem.replace(table, 'T').replaceAll(folder, 'F'))).toEqual([
      "T, line 2: 'x/1' does not exist; F/x contains '1.jpg', '1.png'",
      "T, line 3: 'y/1.png' does not exist; F contains 'x', '1.png' and 1 more",
      "T, line 4: 'x/01.png' does not exist; F/x contains '1.jpg', '1.png'",
    ]);
  });

  it('finds bare names in the folders next to it, first those of its split', async () => {
    const folder = await photoFolder({
      'train/1.png': new Uint8Array(1),
      'test images/1.png': new Uint8Array(1),
      'test images/2.png': new Uint8Array(1),
    });
    for (const name of ['train', 'test', 'all'])
      await writeFile(join(folder, `${name}.csv`), 'id,label\n1,hat\n2.png,bag\n');
    const read = async (name: string) => {
      const { pictures, unreadable } = await listTable(join(folder, `${name}.csv`));
      return [
        pictures.map(({ path }) => path),
        unreadable.map(({ problem }) => problem.replace(/.*line/, 'line')),
      ];
    };
    expect(await read('train')).toEqual([
      ['train/1.png'],
      [`line 3: '2.png' does not exist; ${folder} contains 'test images', 'train' and 3 more`],
    ]);
    expect(await read('test')).toEqual([['test images/2.png', 'test images/1.png'], []]);
    expect(await read('all')).toEqual([
      ['test images/2.png'],
      ["line 2: '1' is ambiguous: it could be 'test images/1.png', 'train/1.png'"],
    ]);
  });

  it('reads the order of classes from classes.txt', async () => {
    const table = await tableOf('file,label\na.png,hat\nü.png,bag\n');
    await writeFile(join(dirname(table), 'classes.txt'), 'hat\nbag\n');
    expect((await listTable(table)).classNames).toEqual(['hat', 'bag']);
    await writeFile(join(dirname(table), 'classes.txt'), 'hat\nshoe\n');
    expect(await listTable(table)).toMatchObject({
      classNames: ['bag', 'hat'],
      notices: [
        "classes.txt is not used, so classes are sorted by name: it names 'shoe', which is not a class here; it does not name 'bag'",
      ],
    });
  });

  const columns = 'expected the columns file (or image, path, filename, id) and label (or class, category)';
  it.each([
    ['', `TABLE: ${columns}, got an empty table`],
    ['when,what,how\nx,y,z\n', `TABLE: ${columns}, got 'when', 'what', 'how'`],
    ['file,price,weight\na.png,3,4\n', `TABLE: ${columns}, got 'file', 'price', 'weight'`],
    ['a.png,hat,red\n', 'TABLE: expected headings for the 3 columns, such as file and label, got none'],
    ['file,label\n,hat\n', "TABLE, line 2: expected a file name, got ',hat'"],
    [
      'file,label,split\na.png,hat,\n',
      "TABLE, line 2: expected the split train (or training), val (or valid, validation, dev) and test (or testing), got ''",
    ],
    ['file,label,split\na.png,hat,later\n', "and test (or testing), got 'later'"],
    ['file,label\na.png,hat\n./a.png,bag\n', "TABLE, line 3: './a.png' is already on line 2"],
    ['file,label\na.png,hat\nA.png,bag\n', "TABLE, line 3: 'A.png' is already on line 2"],
    ['file,label\n"a.png,hat\n', 'TABLE, line 2: expected quotes around the whole of a cell'],
    [
      Buffer.from('file,label\na.png,R\xfccke\n', 'latin1'),
      'TABLE, line 2: expected text in UTF-8; save the file as UTF-8',
    ],
  ])('refuses %j', async (text, problem) => {
    expect(await problemOf(text)).toContain(problem);
  });
});
