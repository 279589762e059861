// Conditions in SQL: what the text contains, and what PGlite answers beside an evaluation in memory.
import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import type { Condition } from './condition.ts';
import { parseCondition } from './parse.ts';
import { evaluate, matches, type Attributes, type Truth } from './testing/evaluate.ts';
import { inMemoryDatabase } from './testing/in-memory-database.ts';
import { randomAttributes, randomCondition } from './testing/random-conditions.ts';
import { conditionToSql, type Column } from './to-sql.ts';

interface Tables {
  item: {
    id: number;
    key: string | null;
    probability: number | null;
    review: boolean | null;
    attributes: string | null;
  };
}

const attributesColumn = sql.ref('item.attributes');
const columns = new Map<string, Column>([
  ['key', { type: 'text', expression: sql.ref('item.key') }],
  ['probability', { type: 'number', expression: sql.ref('item.probability') }],
  ['review', { type: 'boolean', expression: sql.ref('item.review') }],
]);

let database: Kysely<Tables>;
beforeAll(async () => {
  database = await inMemoryDatabase();
  await database.schema
    .createTable('item')
    .addColumn('id', 'serial', (column) => column.primaryKey())
    .addColumn('key', 'text')
    .addColumn('probability', 'double precision')
    .addColumn('review', 'boolean')
    .addColumn('attributes', 'jsonb')
    .execute();
}, 60_000);
afterAll(() => database.destroy());

/** Replaces all items by these, numbered from 1. */
async function store(items: readonly Partial<Omit<Tables['item'], 'id'>>[]): Promise<void> {
  await database.deleteFrom('item').execute();
  await database
    .insertInto('item')
    .values(items.map((item, i) => ({ id: i + 1, ...item })))
    .execute();
}

const withAttributes = (values: readonly unknown[]) =>
  values.map((value) => ({ attributes: JSON.stringify(value) }));

const compile = (condition: Condition) =>
  database
    .selectFrom('item')
    .select('id')
    .where(conditionToSql(condition, attributesColumn, columns))
    .orderBy('id');

/** The numbers of the items that a condition finds. */
async function found(text: string, attributes: readonly string[]): Promise<number[]> {
  const rows = await compile(parseCondition(text, { attributes, columns })).execute();
  return rows.map(({ id }) => id);
}

describe('the text of the SQL', () => {
  /** All forms of conditions on two names with two texts. */
  const forms = (name: string, text: string) => {
    const [n, t] = [`"${name.replaceAll('"', '""')}"`, `'${text.replaceAll("'", "''")}'`];
    return `${n} = ${t} and not ${n} < ${t} and ${n} in (${t}, 7531, ${t}) and ${n} not like ${t} and ${n} ilike ${t}
      and ${n} between ${t} and ${t} and ${n} is null and key != ${t} and key ilike ${t} and ${n} >= 9.5e17`;
  };
  const sqlOf = (name: string, text: string): string =>
    compile(parseCondition(forms(name, text), { attributes: [name], columns })).compile().sql;

  it('contains no part of the input', () => {
    const hostile = [
      "'; drop table item; --",
      '"; drop table item; --',
      "x' or '1'='1",
      '/* x */',
      'union select',
      "\\'; delete from item",
      '$1',
      '?',
      '$$; select pg_sleep(9); $$',
      "\u02bc\uff07'",
      'a\nb',
    ];
    const harmless = sqlOf('zqzq', 'yxyx');
    expect(harmless).not.toMatch(/zqzq|yxyx|7531|9\.5|e17/);
    for (const input of hostile) expect(sqlOf(input, input)).toBe(harmless);
  });

  it('checks types, orders by code point, and binds names and values', () => {
    const condition = parseCondition("price < 50 and colour >= 'x'", { attributes: ['price', 'colour'] });
    const where = conditionToSql(condition, attributesColumn);
    const { sql: text, parameters } = database.selectNoFrom(sql`${where}`.as('truth')).compile();
    expect(text.replace('select ', '').replace(' as "truth"', '')).toBe(
      '(((case when jsonb_typeof("item"."attributes" -> $1::text) = \'number\'' +
        ' then ("item"."attributes" ->> $2::text)::numeric end) < $3::numeric)' +
        ' and ((case when jsonb_typeof("item"."attributes" -> $4::text) = \'string\'' +
        ' then ("item"."attributes" ->> $5::text) end) collate "C" >= $6::text))',
    );
    expect(parameters).toEqual(['price', 'price', '50', 'colour', 'colour', 'x']);
  });
});

describe('answers', () => {
  it('of 500 random conditions are those of the evaluator', { timeout: 120_000 }, async () => {
    const random = new Random(2, 'conditions');
    const items = Array.from({ length: 60 }, () => randomAttributes(random));
    await store(withAttributes(items));
    const counts = new Map<Truth, number>();
    for (let i = 0; i < 500; i++) {
      const condition = randomCondition(random);
      const rows = await database
        .selectFrom('item')
        .select(sql<Truth>`${conditionToSql(condition, attributesColumn)}`.as('truth'))
        .orderBy('id')
        .execute();
      const expected = items.map((item) => evaluate(condition, item));
      expect(
        rows.map((row) => row.truth),
        JSON.stringify(condition),
      ).toEqual(expected);
      for (const one of expected) counts.set(one, (counts.get(one) ?? 0) + 1);
    }
    for (const truth of [true, false, null]) expect(counts.get(truth)).toBeGreaterThan(3000);
  });

  it('of hostile texts and names find the items that have them', async () => {
    const texts = ["'; drop table item; --", '\\', '%', '_', '$1', '"', "''", '\u{1f457}'];
    const items: Attributes[] = texts.map((text) => ({ [text]: text }));
    await store(withAttributes(items));
    for (const [i, text] of texts.entries()) {
      const where = `"${text.replaceAll('"', '""')}" = '${text.replaceAll("'", "''")}'`;
      expect(await found(where, texts)).toEqual([i + 1]);
      expect(items.map((item) => matches(parseCondition(where, { attributes: texts }), item))).toEqual(
        texts.map((other) => other === text),
      );
    }
  });

  it('compare attributes only with literals of their own type', async () => {
    await store(
      withAttributes([{ a: 5 }, { a: '5' }, { a: true }, { a: null }, {}, { a: [5] }, { a: { a: 5 } }]),
    );
    const answers = {
      'a = 5': [1],
      'a != 6': [1],
      'not a = 6': [1],
      "a = '5'": [2],
      "a != '6'": [2],
      'a = true': [3],
      'a is null': [4, 5],
      'a is not null': [1, 2, 3, 6, 7],
      "a not in (6, 'x')": [1, 2],
      "a in (5, '5', true)": [1, 2, 3],
      'a = 5 or a is null': [1, 4, 5],
      "a like '_'": [2],
    };
    for (const [text, ids] of Object.entries(answers)) expect(await found(text, ['a']), text).toEqual(ids);
  });

  it('order text by code point and ignore the case of any letter in ilike only', async () => {
    await store(
      withAttributes(['Zebra', 'apple', 'Äpfel', '\uff5e', '\u{1f457}', 'ÉTÉ'].map((a) => ({ a }))),
    );
    expect(await found("a < 'a'", ['a'])).toEqual([1]);
    expect(await found("a > 'z'", ['a'])).toEqual([3, 4, 5, 6]);
    expect(await found("a > '\uff5e'", ['a'])).toEqual([5]);
    expect(await found("a like '_'", ['a'])).toEqual([4, 5]);
    expect(await found("a ilike 'äP%'", ['a'])).toEqual([3]);
    expect(await found("a like 'äP%'", ['a'])).toEqual([]);
    expect(await found("a ilike 'été'", ['a'])).toEqual([6]);
  });

  it('find by columns, which hide attributes of their name', async () => {
    await store([
      { key: 'b', probability: 0.1, review: true, attributes: '{"key": "a"}' },
      { key: 'Ö', probability: 0.9, review: false, attributes: '{}' },
      { attributes: null },
      { attributes: '[1, "key"]' },
      { attributes: '"key"' },
    ]);
    expect(await found("key = 'b'", ['key'])).toEqual([1]);
    expect(await found("key > 'z'", [])).toEqual([2]);
    expect(await found("key ilike 'ö'", [])).toEqual([2]);
    expect(await found('probability <= 0.1', [])).toEqual([1]);
    expect(await found('probability between 0.5 and 1', [])).toEqual([2]);
    expect(await found('review != true', [])).toEqual([2]);
    expect(await found('probability is null', [])).toEqual([3, 4, 5]);
    expect(await found('a is null', ['a'])).toEqual([1, 2, 3, 4, 5]);
  });

  it('come to the longest conditions too', async () => {
    await store(withAttributes([{ a: 'a'.repeat(50) }, { a: 7 }]));
    expect(await found(Array(570).fill('a=7').join(' or '), ['a'])).toEqual([2]);
    expect(await found(`a in (${Array(995).fill(7).join()})`, ['a'])).toEqual([2]);
    expect(await found(`a ilike '${'%A'.repeat(1990)}'`, ['a'])).toEqual([]);
    expect(await found(`${'not('.repeat(32)}a=7${')'.repeat(32)}`, ['a'])).toEqual([2]);
  });
});
