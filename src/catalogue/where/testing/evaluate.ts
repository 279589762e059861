// Conditions on attributes in memory, for tests: another route to what the SQL answers.
import type { Comparator, Condition, Literal } from '../condition.ts';
import { lowerCase } from '../letter-case.ts';

export type Attributes = Readonly<Record<string, unknown>>;

/** True, false, or null for unknown. */
export type Truth = boolean | null;

/** Whether an item with these attributes is found. */
export const matches = (condition: Condition, attributes: Attributes): boolean =>
  evaluate(condition, attributes) === true;

/** The truth of a condition for an item. */
export function evaluate(condition: Condition, attributes: Attributes): Truth {
  const truths = (conditions: readonly Condition[]): Truth[] =>
    conditions.map((inner) => evaluate(inner, attributes));
  switch (condition.kind) {
    case 'and':
      return all(truths(condition.conditions));
    case 'or':
      return negate(all(truths(condition.conditions).map(negate)));
    case 'not':
      return negate(evaluate(condition.condition, attributes));
    case 'null':
    case 'comparison':
    case 'between':
    case 'in':
    case 'like':
    case 'ilike':
      return evaluatePredicate(condition, valueOf(attributes, condition.name));
  }
}

type Predicate = Exclude<Condition, { kind: 'and' | 'or' | 'not' }>;

function evaluatePredicate(predicate: Predicate, value: unknown): Truth {
  switch (predicate.kind) {
    case 'null':
      return value === null;
    case 'comparison':
      return compare(value, predicate.comparator, predicate.value);
    case 'between':
      return all([compare(value, '>=', predicate.low), compare(value, '<=', predicate.high)]);
    case 'in': {
      const ofItsType = predicate.values.filter((literal) => typeof literal === typeof value);
      return ofItsType.length === 0 ? null : ofItsType.some((literal) => literal === value);
    }
    case 'like':
      return typeof value === 'string' ? fits(value, predicate.pattern, (character) => character) : null;
    case 'ilike':
      return typeof value === 'string' ? fits(value, predicate.pattern, lowerCase) : null;
  }
}

/** Null for missing attributes too. */
const valueOf = (attributes: Attributes, name: string): unknown =>
  Object.hasOwn(attributes, name) ? attributes[name] : null;

function compare(value: unknown, comparator: Comparator, literal: Literal): Truth {
  if (typeof value !== typeof literal) return null;
  const order =
    typeof literal === 'string' ? byCodePoint(value as string, literal) : Number(value) - Number(literal);
  const answers: Record<Comparator, boolean> = {
    '=': order === 0,
    '!=': order !== 0,
    '<': order < 0,
    '<=': order <= 0,
    '>': order > 0,
    '>=': order >= 0,
  };
  return answers[comparator];
}

/** Unlike JavaScript's `<`, which compares the halves of surrogate pairs. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => Array.from(text, (character) => character.codePointAt(0)!));
  for (let i = 0; i < Math.min(left!.length, right!.length); i++)
    if (left![i] !== right![i]) return left![i]! - right![i]!;
  return left!.length - right!.length;
}

function fits(text: string, pattern: string, fold: (character: string) => string): boolean {
  const parts = Array.from(pattern.matchAll(/\\(.)|./gsu), ([part, escaped]) => {
    if (part === '%') return '.*';
    if (part === '_') return '.';
    return fold(escaped ?? part).replace(/[\\^$.*+?()[\]{}|/-]/, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('')}$`, 'su').test(Array.from(text, fold).join(''));
}

const negate = (truth: Truth): Truth => (truth === null ? null : !truth);

function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}
