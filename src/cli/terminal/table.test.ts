import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { alignColumns, shortHeadings } from './table.ts';

describe('alignColumns', () => {
  it('aligns the first column to the left and numbers to the right', () => {
    expect(
      alignColumns([
        ['class', 'n'],
        ['a', '10'],
        ['longer name', '5'],
      ]),
    ).toBe(['class         n', 'a            10', 'longer name   5'].join('\n'));
  });

  it('counts the columns of wide and zero-width letters', () => {
    const lines = alignColumns([
      ['衬衫', '1'],
      ['e\u0301te\u0301', '2'],
      ['abcd', '3'],
    ]).split('\n');
    expect(lines.map((line) => stringWidth(line))).toEqual([7, 7, 7]);
  });

  it('continues below with the columns that do not fit, repeating the first column', () => {
    const rows = [
      ['class', 'first', 'second', 'third'],
      ['a', '1', '2', '3'],
    ];
    expect(alignColumns(rows, 1, 21)).toBe(
      ['class  first  second', 'a          1       2', '', 'class  third', 'a          3'].join('\n'),
    );
    expect(alignColumns(rows, 1, 27)).toBe(
      ['class  first  second  third', 'a          1       2      3'].join('\n'),
    );
  });

  it('shortens names in their middle, so that no line is wider than the terminal', () => {
    const name = (end: string) => `Tomato___Spider_mites Two-spotted_spider_mite ${end}`;
    const text = alignColumns(
      [
        ['class', ...Array.from({ length: 12 }, (_, i) => `column ${i}`)],
        ...['a', 'b'].map((end) => [name(end), ...Array.from({ length: 12 }, (_, i) => String(i))]),
      ],
      1,
      40,
    );
    const lines = text.split('\n');
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(40);
    expect(lines[1]).toMatch(/^Tomato.*….*mite a/);
    expect(lines[2]).toMatch(/^Tomato.*….*mite b/);
    for (let i = 0; i < 12; i++) expect(text).toContain(`column ${i}`);
  });

  it('keeps names if the row fits', () => {
    const name = 'Tomato___Late_blight, seen from below';
    expect(alignColumns([[name, '12']], 1, name.length + 4)).toBe(`${name}  12`);
  });

  it('never shortens different names to the same text', () => {
    const names = ['Tomato___Late_blight', 'Tomato___Early_blight', 'Tomato___Leafy_blight'];
    const rows = names.map((name) => [name, ...Array.from({ length: 9 }, () => '1234567')]);
    for (const width of [24, 30, 40, 80]) {
      const lines = alignColumns(rows, 1, width).split('\n');
      expect(new Set(lines.slice(0, 3).map((line) => line.split('  ')[0])).size, `${width}`).toBe(3);
      expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
    }
  });

  it('shows control characters as spaces', () => {
    expect(alignColumns([['a\u001b[2Jb\nc', 'n']])).toBe('a [2Jb c  n');
  });
});

describe('shortHeadings', () => {
  it.each([
    ['the beginnings', ['T-shirt/top', 'Trouser', 'Ankle boot'], ['T-shir', 'Trouse', 'Ankle ']],
    ['without the words that all have', ['Tomato___rot', 'Tomato___rust'], ['rot', 'rust']],
    ['whole words only', ['pear rotten', 'pear rosy'], ['rotten', 'rosy']],
    ['numbers where beginnings are the same', ['bell pepper, old', 'bell peppers'], ['1', '2']],
    ['letters of two code units', ['👗👗👗👗👗👗👗', '👖'], ['👗👗👗👗👗👗', '👖']],
  ])('takes %s', (_, names, headings) => {
    expect(shortHeadings(names, 6)).toEqual(headings);
  });
});
