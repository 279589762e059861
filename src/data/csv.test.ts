// Tables: the examples of RFC 4180, the variants of spreadsheets, and the messages for wrong quotes.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';
import { parseCsv } from './csv.ts';

const cellsOf = (text: string) => parseCsv(text, 'table').map(({ cells }) => cells);

describe('parseCsv', () => {
  it.each([
    [
      'a last line with and without a line break',
      'aaa,bbb\r\nzzz,yyy\r\n',
      [
        ['aaa', 'bbb'],
        ['zzz', 'yyy'],
      ],
    ],
    [
      '',
      'aaa,bbb\nzzz,yyy',
      [
        ['aaa', 'bbb'],
        ['zzz', 'yyy'],
      ],
    ],
    [
      'quotes',
      '"aaa","b\r\nbb","ccc"\r\nzzz,yyy,xxx',
      [
        ['aaa', 'b\r\nbb', 'ccc'],
        ['zzz', 'yyy', 'xxx'],
      ],
    ],
    ['quotes within', '"aaa","b""bb","""",ccc', [['aaa', 'b"bb', '"', 'ccc']]],
    ['separators within', '"a,b",c', [['a,b', 'c']]],
    [
      'empty cells',
      'a,,\n"",b,\n',
      [
        ['a', '', ''],
        ['', 'b', ''],
      ],
    ],
    ['spaces, which are kept', ' a , b', [[' a ', ' b']]],
    [
      'blank lines, and old line breaks',
      '\n\na,b\r\r\n\nc,d\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a byte order mark',
      '\ufefffile,label\nü.jpg,Hüte\n',
      [
        ['file', 'label'],
        ['ü.jpg', 'Hüte'],
      ],
    ],
    [
      'semicolons',
      'file;label\n"a;b";c,d\n',
      [
        ['file', 'label'],
        ['a;b', 'c,d'],
      ],
    ],
    [
      'tabs',
      'file\tlabel\na b\t"c\td"\n',
      [
        ['file', 'label'],
        ['a b', 'c\td'],
      ],
    ],
    [
      'bars',
      'file|label\na,b|"c|d"\n',
      [
        ['file', 'label'],
        ['a,b', 'c|d'],
      ],
    ],
    [
      'spaces around quotes, which are not kept',
      '"file", "label" \n"a b",  " c "\n',
      [
        ['file', 'label'],
        ['a b', ' c '],
      ],
    ],
    [
      'a word for the separator',
      'sep=;\r\nfile;a,b\r\nx;y\r\n',
      [
        ['file', 'a,b'],
        ['x', 'y'],
      ],
    ],
    [
      'a separator that the first line has most of',
      'file;label, old;split\na;b;c\n',
      [
        ['file', 'label, old', 'split'],
        ['a', 'b', 'c'],
      ],
    ],
    ['separators in quotes of the first line', '"a,b,c";d\n', [['a,b,c', 'd']]],
    ['nothing', '', []],
  ])('reads %s', (_, text, expected) => {
    expect(cellsOf(text)).toEqual(expected);
  });

  it('reads back any cells written in quotes', () => {
    const random = new Random(1, 'csv');
    const letters = ['a', 'ü', '"', ',', ';', '\n', '\r\n', ' ', '\u{1f9e2}'];
    const word = () =>
      `x${Array.from({ length: random.integer(6) }, () => letters[random.integer(9)]).join('')}`;
    const table = Array.from({ length: 200 }, () => [word(), word(), word()]);
    const text = table
      .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
      .join('\n');
    expect(cellsOf(`a,b,c\n${text}`).slice(1)).toEqual(table);
  });

  it('reports the line on which a row begins', () => {
    const rows = parseCsv('a,b\n\n"1\n2\r\n3",c\nd,"e"\n', 'table');
    expect(rows.map(({ line }) => line)).toEqual([1, 3, 6]);
    const old = parseCsv('a,b\r\rc,d\r', 'table');
    expect(old.map(({ line }) => line)).toEqual([1, 3]);
    const said = parseCsv('sep=;\r\na;b\r\nc;d', 'table');
    expect(said.map(({ line }) => line)).toEqual([2, 3]);
  });

  it.each(['a,b\nc,d"e\n', 'a,b\n"c"d,e\n', 'a,b\n"c,d\n\n\n', 'a,b\n""",c'])('refuses %j', (text) => {
    expect(() => parseCsv(text, 'table.csv')).toThrow(InputError);
    expect(() => parseCsv(text, 'table.csv')).toThrow(/^table\.csv, line 2: expected quotes around/);
  });

  it('takes time proportional to the text', () => {
    expect(cellsOf(`a,b\n"${'""'.repeat(500_000)}",c`)[1]![0]).toBe('"'.repeat(500_000));
  });
});
