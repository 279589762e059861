// A condition of `--where`, such as `price < 50 and category = 'Dress'`, as a tree. parse.ts reads it and
// to-sql.ts translates it.
//
// Truth has three values, as in SQL: true, false and unknown. A comparison with an attribute that is
// missing, null or of another type than the literal is unknown. `not` keeps unknown unknown, and only what
// is true is found. So neither `colour = 'red'` nor `colour != 'red'` finds an item without a colour;
// `colour is null` does. `x in (…)` compares x with those literals of the list that have its type.

/** A value written in a condition. */
export type Literal = string | number | boolean;

/** The type of a literal or a column. Attributes have none: each item's value has its own. */
export type ValueType = 'text' | 'number' | 'boolean';

/** How a value compares with a literal. */
export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A condition on the columns and attributes of an item, called by name. */
export type Condition =
  /** True if all, or any, of two or more conditions are. */
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  /** Numbers by size, text by Unicode code point. Booleans have no order: only = and !=. */
  | {
      readonly kind: 'comparison';
      readonly name: string;
      readonly comparator: Comparator;
      readonly value: Literal;
    }
  | { readonly kind: 'in'; readonly name: string; readonly values: readonly Literal[] }
  /** Both ends count. They have one type, number or text. */
  | { readonly kind: 'between'; readonly name: string; readonly low: Literal; readonly high: Literal }
  /**
   * `%` stands for any characters, `_` for one, and `\` takes the meaning from the next. `ilike` takes
   * letters as equal if their lower case is.
   */
  | { readonly kind: 'like' | 'ilike'; readonly name: string; readonly pattern: string }
  /** True if the attribute is missing or null. Never unknown. */
  | { readonly kind: 'null'; readonly name: string };

/** The type of a literal. */
export function typeOf(value: Literal): ValueType {
  return typeof value === 'string' ? 'text' : (typeof value as 'number' | 'boolean');
}
