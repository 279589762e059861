// Tables of photographs: columns in any order, splits or none, and a line for each thing that is wrong, with its place.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
    expect(listing.pictures.map(({ label, path, bytes }) => [label, path, bytes])).toEqual([
      [0, 'more/b, c.png', 2],
      [1, 'a.png', 1],
      [1, 'ü.png', 3],
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

  it('takes absolute paths, and tells files that are not there', async () => {
    const elsewhere = join(await photoFolder(files), 'a.png');
    const table = await tableOf(`file,label\n"${elsewhere}",hat\ngone.png,bag\n`);
    const listing = await listTable(table);
    expect(listing.pictures.map(({ path }) => path)).toEqual([elsewhere]);
    expect(listing.unreadable).toEqual([
      { path: 'gone.png', problem: expect.stringMatching(/gone\.png: no such file/) as string },
    ]);
    expect(listing.classNames).toEqual(['bag', 'hat']);
  });

  it.each([
    ['', "TABLE: expected a header with file and label, got ''"],
    ['name,label\na.png,hat\n', "TABLE: expected a header with file and label, got 'name,label'"],
    ['file,label\na.png,hat\n\nb.png\n', "TABLE, line 4: expected a file and a label, got 'b.png'"],
    ['file,label\n,hat\n', "TABLE, line 2: expected a file and a label, got ',hat'"],
    ['file,label,split\na.png,hat,\n', "TABLE, line 2: expected the split train, val or test, got ''"],
    ['file,label,split\na.png,hat,dev\n', "TABLE, line 2: expected the split train, val or test, got 'dev'"],
    ['file,label\na.png,hat\n./a.png,bag\n', "TABLE, line 3: './a.png' is on line 2 already"],
    ['file,label\n"a.png,hat\n', 'TABLE, line 2: expected quotes around the whole of a cell'],
    [Uint8Array.of(0x66, 0xfc, 0x2c), 'TABLE: expected a table in UTF-8'],
  ])('refuses %j', async (text, problem) => {
    expect(await problemOf(text)).toContain(problem);
  });
});
