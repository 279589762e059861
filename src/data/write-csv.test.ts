import { describe, expect, it } from 'vitest';
import { parseCsv } from './csv.ts';
import { csvTable, withoutApostrophe } from './write-csv.ts';

describe('csvTable', () => {
  it('quotes what needs quotes, and leaves null empty', () => {
    expect(
      csvTable(
        ['a', 'b'],
        [
          ['x, y', 1.5],
          ['say "so"', null],
        ],
      ),
    ).toBe('a,b\n"x, y",1.5\n"say ""so""",\n');
  });

  it('protects spreadsheets from formulas, which reading undoes', () => {
    const keys = ['=1+1', '-7.jpg', '@home', "'tis", 'plain', 'two\nlines'];
    const text = csvTable(
      ['key'],
      keys.map((key) => [key]),
    );
    expect(text).toContain("'=1+1\n");
    const read = parseCsv(text, 'keys.csv').slice(1);
    expect(read.map(({ cells }) => withoutApostrophe(cells[0]!))).toEqual(keys);
  });
});
