import { describe, expect, it } from 'vitest';
import { readCorrections } from './read-corrections.ts';

const read = (...lines: string[]) => readCorrections(`${lines.join('\n')}\n`, 'w.csv');

describe('readCorrections', () => {
  it('reads the columns wherever they are, with lines, and lists rows that were left blank', () => {
    expect(read('Correction;key', 'hat;1.png', ';2.png', "cap;'-3.png", 'hat;1.png')).toEqual({
      corrections: [
        { key: '1.png', category: 'hat', line: 2 },
        { key: '-3.png', category: 'cap', line: 4 },
      ],
      blank: [3],
    });
  });

  it.each([
    [['key,class', 'a,b'], "w.csv: expected the columns key and correction, got 'key', 'class'"],
    [[''], 'w.csv: expected the columns key and correction, got an empty file'],
    [['key,correction', ',hat'], 'w.csv, line 2: expected a key, got none'],
    [['key,correction', 'a,hat', 'a,cap'], "w.csv, line 3: 'a' is 'cap' here and 'hat' on line 2"],
  ])('refuses %j', (lines, message) => {
    expect(() => read(...lines)).toThrow(message);
  });
});
