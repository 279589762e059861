// A condition as SQL for Postgres and PGlite. The SQL consists of the fragments in this file: each name of
// an attribute and each literal is a bound parameter, whatever it is. The types that JSON gives an item's
// values can't cause an error either: a value is cast only after `jsonb_typeof` has said what it is.
import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import { typeOf, type Comparator, type Condition, type Literal, type ValueType } from './condition.ts';
import { lowerCase, upperCasesOf } from './letter-case.ts';

/** A column, or what is computed from columns, that conditions call by a name. */
export interface Column {
  readonly type: ValueType;
  /** An SQL number of any type, a text or a boolean. */
  readonly expression: Expression<unknown>;
}

/**
 * A condition as a boolean expression, null where it is unknown.
 *
 * @param condition one that was parsed with these columns
 * @param attributes the column of type jsonb that holds an object of attributes
 * @param columns the columns, by their names in conditions
 * @example
 *   const condition = parseCondition('price < 50', { attributes: ['price'] });
 *   database.selectFrom('item').selectAll().where(conditionToSql(condition, sql.ref('item.attributes')))
 */
export function conditionToSql(
  condition: Condition,
  attributes: Expression<unknown>,
  columns: ReadonlyMap<string, Column> = new Map(),
): Expression<SqlBool> {
  return toSql(condition, { attributes, columns });
}

/** What the names in a condition stand for. */
interface Item {
  readonly attributes: Expression<unknown>;
  readonly columns: ReadonlyMap<string, Column>;
}

function toSql(condition: Condition, item: Item): RawBuilder<SqlBool> {
  const joined = (conditions: readonly Condition[], by: RawBuilder<unknown>): RawBuilder<SqlBool> =>
    sql`(${sql.join(
      conditions.map((inner) => toSql(inner, item)),
      by,
    )})`;
  const valueAs = (type: ValueType, { name }: { name: string }) => valueOf(item, name, type);
  switch (condition.kind) {
    case 'and':
      return joined(condition.conditions, sql` and `);
    case 'or':
      return joined(condition.conditions, sql` or `);
    case 'not':
      return sql`(not ${toSql(condition.condition, item)})`;
    case 'comparison': {
      const { comparator, value } = condition;
      return sql`(${valueAs(typeOf(value), condition)} ${operators[comparator]} ${bind(value)})`;
    }
    case 'between': {
      const { low, high } = condition;
      return sql`(${valueAs(typeOf(low), condition)} between ${bind(low)} and ${bind(high)})`;
    }
    case 'in':
      return oneOf(condition.values, (type) => valueAs(type, condition));
    case 'like':
      return sql`(${valueAs('text', condition)} like ${bind(condition.pattern)})`;
    case 'ilike':
      return likeInAnyCase(valueAs('text', condition), condition.pattern);
    case 'null':
      return isNull(item, condition.name);
  }
}

const operators: Readonly<Record<Comparator, RawBuilder<unknown>>> = {
  '=': sql`=`,
  '!=': sql`<>`,
  '<': sql`<`,
  '<=': sql`<=`,
  '>': sql`>`,
  '>=': sql`>=`,
};

/** The value of a column, or of an attribute if it has a type, else null. */
function valueOf({ attributes, columns }: Item, name: string, type: ValueType): RawBuilder<unknown> {
  const column = columns.get(name);
  const value = column ? sql`(${column.expression})` : attributeAs(attributes, name, type);
  return type === 'text' ? sql`${value} collate "C"` : value;
}

function attributeAs(attributes: Expression<unknown>, name: string, type: ValueType): RawBuilder<unknown> {
  const text = sql`(${attributes} ->> ${bind(name)})`;
  const is = typeInJson(attributes, name);
  switch (type) {
    case 'number':
      return sql`(case when ${is} = 'number' then ${text}::numeric end)`;
    case 'text':
      return sql`(case when ${is} = 'string' then ${text} end)`;
    case 'boolean':
      return sql`(case when ${is} = 'boolean' then ${text}::boolean end)`;
  }
}

function isNull({ attributes, columns }: Item, name: string): RawBuilder<SqlBool> {
  const column = columns.get(name);
  if (column) return sql`((${column.expression}) is null)`;
  return sql`(coalesce(${typeInJson(attributes, name)}, 'null') = 'null')`;
}

/** `number`, `string`, `boolean`, `null`, `object` or `array`; SQL's null if the attribute is missing. */
const typeInJson = (attributes: Expression<unknown>, name: string): RawBuilder<unknown> =>
  sql`jsonb_typeof(${attributes} -> ${bind(name)})`;

/**
 * A parameter of a known type. Numbers travel as text: `numeric` takes the digits as JavaScript writes them.
 */
function bind(value: Literal): RawBuilder<unknown> {
  if (typeof value === 'number') return sql`${String(value)}::numeric`;
  return typeof value === 'boolean' ? sql`${value}::boolean` : sql`${value}::text`;
}

/**
 * Whether a value is among those of a list that have its type. At most one of the types makes it non-null.
 */
function oneOf(
  values: readonly Literal[],
  valueAs: (type: ValueType) => RawBuilder<unknown>,
): RawBuilder<SqlBool> {
  const lists = Array.from(new Set(values.map(typeOf)), (type) => {
    const ofType = values.filter((value) => typeOf(value) === type);
    return sql`${valueAs(type)} in (${sql.join(ofType.map(bind))})`;
  });
  return sql`coalesce(${sql.join(lists)})`;
}

/**
 * Databases disagree on which letters `ilike` takes as equal, and with collation "C" only those of ASCII
 * are. So `like` compares the pattern in lower case with the text, in which `translate` makes the pattern's
 * letters lower.
 */
function likeInAnyCase(text: RawBuilder<unknown>, pattern: string): RawBuilder<SqlBool> {
  const letters = Array.from(pattern, lowerCase);
  const pairs = Array.from(new Set(letters)).flatMap((lower) =>
    upperCasesOf(lower).map((upper) => [upper, lower] as const),
  );
  const from = pairs.map(([upper]) => upper).join('');
  const to = pairs.map(([, lower]) => lower).join('');
  return sql`(translate(${text}, ${bind(from)}, ${bind(to)}) like ${bind(letters.join(''))})`;
}
