// The grammar of conditions, written by hand and at random, and the messages about what is not one.
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { Random } from '../../random.ts';
import type { Condition } from './condition.ts';
import { parseCondition } from './parse.ts';
import { attributeNames, randomCondition, write } from './testing/random-conditions.ts';

const names = {
  attributes: ['price', 'category', 'colour', 'on sale', 'größe', 't-shirt', 'a"b', 'In'],
  columns: new Map([
    ['class', { type: 'text' }],
    ['probability', { type: 'number' }],
    ['review', { type: 'boolean' }],
  ] as const),
};
const parse = (text: string): Condition => parseCondition(text, names);

function messageOf(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'no error';
}

const price = (comparator: '=' | '!=' | '<' | '<=' | '>' | '>=', value: number): Condition => ({
  kind: 'comparison',
  name: 'price',
  comparator,
  value,
});

describe('the grammar', () => {
  it('has comparisons', () => {
    expect(parse('price=1')).toEqual(price('=', 1));
    expect(parse('price == +1')).toEqual(price('=', 1));
    expect(parse('price != -1.5')).toEqual(price('!=', -1.5));
    expect(parse('price <> .5')).toEqual(price('!=', 0.5));
    expect(parse('price<-1e3')).toEqual(price('<', -1000));
    expect(parse('price <= 2E-2')).toEqual(price('<=', 0.02));
    expect(parse('price > 50')).toEqual(price('>', 50));
    expect(parse('price >= 0')).toEqual(price('>=', 0));
    expect(parse('review = TRUE')).toEqual({
      kind: 'comparison',
      name: 'review',
      comparator: '=',
      value: true,
    });
  });

  it('has lists, ranges, patterns and null, and their negations', () => {
    const list = { kind: 'in', name: 'category', values: ['Dress', 5, false] };
    expect(parse("category in ('Dress',5, false)")).toEqual(list);
    expect(parse("category NOT In ('Dress', 5, false)")).toEqual({ kind: 'not', condition: list });
    const range = { kind: 'between', name: 'price', low: 1, high: 2 };
    expect(parse('price between 1 and 2 and price not between 1 and 2')).toEqual({
      kind: 'and',
      conditions: [range, { kind: 'not', condition: range }],
    });
    expect(parse("class like 'D%'")).toEqual({ kind: 'like', name: 'class', pattern: 'D%' });
    expect(parse(String.raw`class not ilike '\\'`)).toEqual({
      kind: 'not',
      condition: { kind: 'ilike', name: 'class', pattern: String.raw`\\` },
    });
    expect(parse('colour is null')).toEqual({ kind: 'null', name: 'colour' });
    expect(parse('colour is not null')).toEqual({
      kind: 'not',
      condition: { kind: 'null', name: 'colour' },
    });
  });

  it('binds not before and, and and before or', () => {
    const [a, b, c] = [price('=', 1), price('=', 2), price('=', 3)];
    expect(parse('not price=1 and price=2 or price=3')).toEqual({
      kind: 'or',
      conditions: [{ kind: 'and', conditions: [{ kind: 'not', condition: a }, b] }, c],
    });
    expect(parse('price=1 and (price=2 or price=3)')).toEqual({
      kind: 'and',
      conditions: [a, { kind: 'or', conditions: [b, c] }],
    });
    expect(parse('price=1 or price=2 or price=3')).toEqual({ kind: 'or', conditions: [a, b, c] });
  });

  it('has bare names with letters of any script and hyphens, and quoted names', () => {
    const isNull = (name: string) => ({ kind: 'null', name });
    expect(parse('größe is null')).toEqual(isNull('größe'));
    expect(parse('t-shirt is null')).toEqual(isNull('t-shirt'));
    expect(parse('"on sale" is null')).toEqual(isNull('on sale'));
    expect(parse('"a""b" is null')).toEqual(isNull('a"b'));
    expect(parse('"In" is null')).toEqual(isNull('In'));
  });

  it('reads whatever text between quotes as itself', () => {
    const text = `it's "50%"; -- /* \\ \n 👗`;
    expect(parse(`colour = '${text.replace("'", "''")}'`)).toMatchObject({ value: text });
    expect(parse("colour = ''")).toMatchObject({ value: '' });
  });

  it('reads 500 random conditions as what they were written from', () => {
    const random = new Random(1, 'conditions');
    for (let i = 0; i < 500; i++) {
      const condition = randomCondition(random);
      const text = write(condition, random);
      expect(parseCondition(text, { attributes: attributeNames }), text).toEqual(condition);
    }
  });
});

describe('messages', () => {
  it.each([
    ['', 'expected a condition such as price < 50, got nothing'],
    ['price <  ', "expected a value after '<' at position 10, got the end"],
    ["price <\n'", "the quote ' at position 9 is not closed"],
    ['"price < 5', 'the quote " at position 1 is not closed'],
    ['price', 'expected =, !=, <, <=, >, >=, is, not, in, between, like or ilike at position 6, got the end'],
    ['price not 5', "expected in, between, like or ilike at position 11, got '5'"],
    ['5 < price', "expected the name of an attribute at position 1, got '5'"],
    ['colour = red', "expected a value after '=' at position 10, got 'red'; write text in single quotes"],
    ['colour = "red"', 'expected a value after \'=\' at position 10, got "red"; write text in single quotes'],
    ['colour = null', "expected a value after '=' at position 10, got 'null'; write is null or is not null"],
    ['price = 1 price = 2', "expected and, or, or the end at position 11, got 'price'"],
    [
      '(price = 1',
      "expected and, or, or ')' at position 11, got the end; the '(' at position 1 is not closed",
    ],
    ['price = 1)', "expected and, or, or the end at position 10, got ')'"],
    ['price in 5', "expected '(' after 'in' at position 10, got '5'"],
    ['price in ()', "expected a value after '(' at position 11, got ')'"],
    ['price in (1,)', "expected a value after ',' at position 13, got ')'"],
    ['price in (1 2)', "expected ',' or ')' at position 13, got '2'"],
    ['price between 1 or 2', "expected and with the upper end at position 17, got 'or'"],
    ["price between 1 and 'b'", "expected a number after 'and' at position 21, got 'b'"],
    ['price < true', "expected a number or text after '<' at position 9, got 'true'"],
    ['colour like 5', "expected text in single quotes after 'like' at position 13, got '5'"],
    [
      String.raw`colour like 'a\'`,
      String.raw`expected a character after the last '\' of the pattern at position 13`,
    ],
    ['colour is 5', "expected null or not null at position 11, got '5'"],
    ['price = 12abc', "expected a name, a value or an operator at position 9, got '12abc'"],
    ['price = 1.2.3', "expected a name, a value or an operator at position 9, got '1.2.3'"],
    ['price = 1e999', "expected a number below 1.8e308 at position 9, got '1e999'"],
    ['colour = ‘red’', "expected a name, a value or an operator at position 10, got '‘'"],
  ])('%j', (text, message) => {
    expect(messageOf(text)).toBe(`--where: ${message}`);
  });

  it('name the attribute that was meant, or those that there are', () => {
    expect(messageOf('prise < 5')).toBe(
      "--where: there is no attribute 'prise' at position 1: did you mean price?",
    );
    expect(messageOf('xyzzyx < 5')).toBe(
      "--where: there is no attribute 'xyzzyx' at position 1; there are class, probability, review, price, category, colour, on sale, größe, t-shirt, a\"b, In",
    );
    expect(() => parseCondition('a < 5', { attributes: [] }, 'where')).toThrow(
      new InputError("where: there is no attribute 'a' at position 1; items have none"),
    );
  });

  it('say which type a column has', () => {
    expect(messageOf('class > 5')).toBe(
      "--where: expected text in single quotes after '>' at position 9, got '5'",
    );
    expect(messageOf("probability in (0.5, 'b')")).toBe(
      "--where: expected a number after ',' at position 22, got 'b'",
    );
    expect(messageOf('review = 1')).toBe("--where: expected true or false after '=' at position 10, got '1'");
    expect(messageOf("probability like 'a'")).toBe(
      "--where: expected a number after 'like' at position 18, got 'a'",
    );
  });

  it.each([
    ['price < 5; drop table item', "expected a name, a value or an operator at position 10, got ';'"],
    ['price < 5 -- and', "expected a name, a value or an operator at position 11, got '--'"],
    ['price--', "expected a name, a value or an operator at position 6, got '--'"],
    ['price < /* 5 */ 6', "expected a name, a value or an operator at position 9, got '/*'"],
    ['price < 5 union select 1', "expected and, or, or the end at position 11, got 'union'"],
    ["colour = '' or 1=1", "expected the name of an attribute at position 16, got '1'"],
    ["colour = 'a' || 'b'", "expected a name, a value or an operator at position 14, got '|'"],
    [
      'price = pg_sleep(9)',
      "expected a value after '=' at position 9, got 'pg_sleep'; write text in single quotes",
    ],
    ['pg_sleep(9) = 1', "there is no attribute 'pg_sleep' at position 1; there are class,"],
    ['price in (select 1)', "expected a value after '(' at position 11, got 'select'"],
    ['price::text = 1', "expected a name, a value or an operator at position 6, got ':'"],
    ['price = $1', "expected a name, a value or an operator at position 9, got '$'"],
    ["colour = E'\\''", "the quote ' at position 14 is not closed"],
  ])('%j is no condition', (text, message) => {
    expect(messageOf(text)).toContain(`--where: ${message}`);
  });

  it('count positions in characters, and stay on one line', () => {
    expect(messageOf("colour = '👗👗' ?")).toContain("at position 15, got '?'");
    const message = messageOf(`"a\n\u001b[2J\u2028\u202e${'b'.repeat(3000)}" = 1`);
    expect(message.length).toBeLessThan(300);
    expect(message).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
  });

  it('refuse what a database cannot store', () => {
    for (const text of ["colour = 'a\0'", "colour = 'a\ud800'"])
      expect(messageOf(text)).toBe('--where: expected text, got a damaged character at position 12');
  });
});

describe('limits', () => {
  it('are 4,000 characters', () => {
    const padded = (length: number) => 'price = 1'.padEnd(length);
    expect(parse(padded(4000))).toEqual(price('=', 1));
    expect(messageOf(padded(4001))).toBe('--where: expected at most 4,000 characters, got 4,001');
  });

  it('are 64 levels of parentheses and not', () => {
    const nested = (levels: number) => `${'not ('.repeat(levels / 2)}price=1${')'.repeat(levels / 2)}`;
    expect(parse(`${nested(64)} and ${nested(64)}`)).toMatchObject({ kind: 'and' });
    expect(messageOf(nested(66))).toBe(
      '--where: expected at most 64 levels of parentheses and not, got more at position 161',
    );
    expect(messageOf('('.repeat(4000))).toContain('at most 64 levels');
  });

  it('are 1,000 comparisons, the literals of lists counted', () => {
    const list = (length: number) => `price in (${Array(length).fill(1).join()})`;
    expect(parse(`${list(500)} or ${list(500)}`)).toMatchObject({ kind: 'or' });
    expect(messageOf(`${list(500)} or ${list(501)}`)).toMatch(/^--where: expected at most 1,000 comparisons/);
  });
});

it('takes names and text in any form of Unicode, but keys as they are', () => {
  const decomposed = 'gro\u0308\u00dfe'.normalize('NFD');
  const composed = decomposed.normalize('NFC');
  expect(composed).not.toBe(decomposed);
  const names = { attributes: [composed], columns: new Map([['key', { type: 'text' as const }]]) };
  const compared = (name: string, value: string) => ({ kind: 'comparison', name, comparator: '=', value });
  expect(parseCondition(`${decomposed} = '${decomposed}'`, names)).toEqual(compared(composed, composed));
  expect(parseCondition(`key = '${decomposed}'`, names)).toEqual(compared('key', decomposed));
});
