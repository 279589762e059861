// Random conditions and items, for tests. Their values come from the same few, so that many are equal.
import type { Random } from '../../../random.ts';
import type { Comparator, Condition, Literal } from '../condition.ts';
import type { Attributes } from './evaluate.ts';

/** Names that need quotes, and names that JavaScript or SQL has a meaning for. */
export const attributeNames = ['price', 'größe', 'sleeve-length', 'it\'s "new"', 'in', '__proto__', '$1', ''];

const numbers = [0, 1, -1, 0.1, 0.30000000000000004, 38, 1e21, 5e-324, -1.7976931348623157e308];
const texts = ['', 'Dress', 'dress', 'DRESS', 'É', 'é', 'ẞ', 'ß', '\uff5e', '\u{1f457}', '1', 'true', 'null'];
const hostileTexts = ["'", "'; drop table item; --", '%', '_', '\\', '100\\%', 'a\nb', '$1', '" or ""="'];
const patterns = ['%', '_', '%e%', 'd_ess', 'D%', '%É%', '_\\_', '\\%', '100\\\\\\%', '%ß%', '%\\\\%', "'%"];
const strings = [...texts, ...hostileTexts];
const comparators: readonly Comparator[] = ['=', '!=', '<', '<=', '>', '>='];

const oneOf = <T>(random: Random, items: readonly T[]): T => items[random.integer(items.length)]!;

/** An item's attributes, each missing, null, a number, a text, a boolean, an array or an object. */
export function randomAttributes(random: Random): Attributes {
  const kinds: (() => unknown)[] = [
    () => null,
    () => oneOf(random, numbers),
    () => oneOf(random, strings),
    () => random.integer(2) === 1,
    () => [oneOf(random, strings)],
    () => ({ price: oneOf(random, numbers) }),
  ];
  const present = attributeNames.filter(() => random.uniform() < 0.8);
  return Object.fromEntries(present.map((name) => [name, oneOf(random, kinds)()]));
}

/** A condition with a few levels. */
export function randomCondition(random: Random, levels = 3): Condition {
  const kind = levels === 0 ? 2 : random.integer(4);
  if (kind === 0) return { kind: 'not', condition: randomCondition(random, levels - 1) };
  if (kind > 1) return randomPredicate(random);
  const conditions = Array.from({ length: 2 + random.integer(2) }, () => randomCondition(random, levels - 1));
  return { kind: oneOf(random, ['and', 'or']), conditions };
}

function randomPredicate(random: Random): Condition {
  const name = oneOf(random, attributeNames);
  const ordered: () => Literal = () =>
    oneOf<Literal>(random, oneOf<readonly Literal[]>(random, [numbers, strings]));
  const any: () => Literal = () => (random.uniform() < 0.2 ? random.integer(2) === 1 : ordered());
  switch (random.integer(6)) {
    case 0:
      return { kind: 'in', name, values: Array.from({ length: 1 + random.integer(5) }, any) };
    case 1: {
      const range = oneOf<readonly Literal[]>(random, [numbers, strings]);
      return { kind: 'between', name, low: oneOf(random, range), high: oneOf(random, range) };
    }
    case 2:
      return { kind: oneOf(random, ['like', 'ilike']), name, pattern: oneOf(random, patterns) };
    case 3:
      return { kind: 'null', name };
    default: {
      const value = any();
      const fitting = typeof value === 'boolean' ? comparators.slice(0, 2) : comparators;
      return { kind: 'comparison', name, comparator: oneOf(random, fitting), value };
    }
  }
}

/**
 * Writes a condition in one of the ways that mean it: keywords in any case, needless parentheses and spaces.
 */
export function write(condition: Condition, random: Random): string {
  const word = (text: string): string => {
    const spelt = Array.from(text, (letter) => (random.integer(2) ? letter.toUpperCase() : letter)).join('');
    return `${oneOf(random, [' ', '\n\t '])}${spelt} `;
  };
  const inner = (one: Condition): string => `(${write(one, random)})`;
  const written = (): string => {
    switch (condition.kind) {
      case 'and':
        return condition.conditions.map(inner).join(word('and'));
      case 'or': // `and` binds more tightly
        return condition.conditions
          .map((one) => (one.kind === 'and' ? write(one, random) : inner(one)))
          .join(word('or'));
      case 'not':
        return writeNot(condition.condition) ?? `${word('not')}${inner(condition.condition)}`;
      case 'comparison': {
        const spellings = { '=': ['=', '=='], '!=': ['!=', '<>'] } as Record<string, string[]>;
        const symbol = oneOf(random, spellings[condition.comparator] ?? [condition.comparator]);
        return `${writeName(condition.name)}${symbol}${writeLiteral(condition.value)}`;
      }
      case 'null':
        return `${writeName(condition.name)}${word('is')}${word('null')}`;
      case 'in':
      case 'between':
      case 'like':
      case 'ilike':
        return `${writeName(condition.name)}${writeRange(condition)}`;
    }
  };
  const writeRange = (range: Extract<Condition, { kind: 'in' | 'between' | 'like' | 'ilike' }>): string => {
    if (range.kind === 'in') return `${word('in')}(${range.values.map(writeLiteral).join(' , ')})`;
    if (range.kind === 'between')
      return `${word('between')}${writeLiteral(range.low)}${word('and')}${writeLiteral(range.high)}`;
    return `${word(range.kind)}${writeLiteral(range.pattern)}`;
  };
  /** `x not in (…)` for `not x in (…)`, at times. */
  const writeNot = (negated: Condition): string | undefined => {
    if (random.integer(2) === 0) return undefined;
    if (negated.kind === 'null')
      return `${writeName(negated.name)}${word('is')}${word('not')}${word('null')}`;
    if (
      negated.kind === 'in' ||
      negated.kind === 'between' ||
      negated.kind === 'like' ||
      negated.kind === 'ilike'
    )
      return `${writeName(negated.name)}${word('not')}${writeRange(negated)}`;
    return undefined;
  };
  return random.uniform() < 0.1 ? `( ${written()} )` : written();
}

const writeName = (name: string): string =>
  name === 'price' || name === 'größe' || name === 'sleeve-length' ? name : `"${name.replaceAll('"', '""')}"`;

const writeLiteral = (value: Literal): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
