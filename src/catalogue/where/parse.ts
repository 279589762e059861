// Reads a condition by recursive descent. The grammar, with keywords in any case:
//
//   any        = all { "or" all }
//   all        = negation { "and" negation }
//   negation   = "not" negation | "(" any ")" | predicate
//   predicate  = name ( ( "=" | "==" | "!=" | "<>" | "<" | "<=" | ">" | ">=" ) value
//                     | "is" [ "not" ] "null"
//                     | [ "not" ] ( "in" "(" value { "," value } ")" | "between" value "and" value
//                                 | ( "like" | "ilike" ) text ) )
//   name       = identifier | '"' characters '"'
//   value      = "'" characters "'" | number | "true" | "false"
import { didYouMean } from '../../did-you-mean.ts';
import type { InputError } from '../../errors.ts';
import { firstFew } from '../../few-words.ts';
import { count } from '../../number-words.ts';
import { typeOf, type Comparator, type Condition, type Literal, type ValueType } from './condition.ts';
import { conditionError, quote, tokenize, type Token } from './tokens.ts';

/** What a condition may speak of. */
export interface Names {
  /** The attributes that items have. */
  readonly attributes: readonly string[];
  /** The columns and their types. A column hides the attribute of its name. */
  readonly columns?: ReadonlyMap<string, { readonly type: ValueType }>;
}

const deepest = 64;
const mostPredicates = 1000;

const comparators: Readonly<Record<string, Comparator>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** What is expected where a value of a type must stand. */
const typeWords: Readonly<Record<ValueType, string>> = {
  number: 'a number',
  text: 'text in single quotes',
  boolean: 'true or false',
};

/**
 * Reads a condition such as `price < 50 and category in ('Dress', 'Coat')`. Names of attributes, which
 * `names` has in Unicode's form NFC, and text that is compared with them may be in any form.
 *
 * @param source names the condition in errors
 * @throws InputError with the position of the first mistake: in the grammar, a name that is not known, a
 *   literal that a column can't be compared with; or for more than 4,000 characters, 64 levels of
 *   parentheses and `not`, or 1,000 comparisons, each literal of a list being one
 * @example
 *   parseCondition('price < 50', { attributes: ['price'] })
 *   // { kind: 'comparison', name: 'price', comparator: '<', value: 50 }
 */
export function parseCondition(text: string, names: Names, source = '--where'): Condition {
  return new Parser(tokenize(text, source), names, source).parse();
}

class Parser {
  private next = 0;
  private depth = 0;
  private predicates = 0;
  private readonly tokens: readonly Token[];
  private readonly names: Names;
  private readonly source: string;

  constructor(tokens: readonly Token[], names: Names, source: string) {
    this.tokens = tokens;
    this.names = names;
    this.source = source;
  }

  parse(): Condition {
    if (this.tokens.length === 1)
      throw conditionError(this.source, 'expected a condition such as price < 50, got nothing');
    const condition = this.any();
    if (this.token.kind !== 'end') throw this.expected('and, or, or the end');
    return condition;
  }

  private any(): Condition {
    return this.joined('or', () => this.joined('and', () => this.negation()));
  }

  private joined(kind: 'and' | 'or', operand: () => Condition): Condition {
    const conditions = [operand()];
    while (this.accept(kind)) conditions.push(operand());
    return conditions.length === 1 ? conditions[0]! : { kind, conditions };
  }

  private negation(): Condition {
    const opening = this.token;
    if (!this.accept('not') && !this.accept('(')) return this.predicate();
    if (++this.depth > deepest)
      throw this.problem(`expected at most ${deepest} levels of parentheses and not, got more`, opening);
    const condition = opening.text === 'not' ? not(this.negation()) : this.any();
    if (opening.text === '(')
      this.expect(')', `and, or, or ')'`, `; the '(' at position ${opening.position} is not closed`);
    this.depth--;
    return condition;
  }

  private predicate(): Condition {
    const name = this.name();
    const operator = this.token;
    const comparator = operator.kind === 'symbol' ? comparators[operator.text] : undefined;
    if (comparator !== undefined) {
      this.next++;
      const ordered = comparator !== '=' && comparator !== '!=';
      return { kind: 'comparison', name, comparator, value: this.value(name, operator, { ordered }) };
    }
    if (this.accept('is')) {
      const isNot = this.accept('not');
      this.expect('null', isNot ? 'null' : 'null or not null');
      this.countPredicate();
      return isNot ? not({ kind: 'null', name }) : { kind: 'null', name };
    }
    const rest = 'in, between, like or ilike';
    if (this.accept('not')) return not(this.range(name, rest));
    return this.range(name, `=, !=, <, <=, >, >=, is, not, ${rest}`);
  }

  /** `in`, `between`, `like` or `ilike`, and what follows. */
  private range(name: string, operators: string): Condition {
    const operator = this.token;
    if (this.accept('in')) return this.list(name);
    if (this.accept('between')) {
      const low = this.value(name, operator, { ordered: true });
      this.expect('and', 'and with the upper end');
      const high = this.value(name, this.previous, { ordered: true, type: typeOf(low) });
      return { kind: 'between', name, low, high };
    }
    for (const kind of ['like', 'ilike'] as const) {
      if (!this.accept(kind)) continue;
      const pattern = this.value(name, operator, { type: 'text' }) as string;
      if (/^(?:[^\\]|\\.)*\\$/su.test(pattern))
        throw this.problem(String.raw`expected a character after the last '\' of the pattern`, this.previous);
      return { kind, name, pattern };
    }
    throw this.expected(operators);
  }

  private list(name: string): Condition {
    this.expect('(', "'(' after 'in'");
    const values: Literal[] = [];
    do values.push(this.value(name, this.previous));
    while (this.accept(','));
    this.expect(')', "',' or ')'");
    return { kind: 'in', name, values };
  }

  private name(): string {
    const token = this.token;
    if (token.kind !== 'name') throw this.expected('the name of an attribute');
    const { attributes, columns } = this.names;
    const name = token.text.normalize('NFC');
    if (!columns?.has(name) && !attributes.includes(name)) {
      const known = [...(columns?.keys() ?? []), ...attributes];
      const list = known.length === 0 ? 'items have none' : `there are ${firstFew(known, 12)}`;
      const hint = didYouMean(token.text, known) || `; ${list}`;
      throw conditionError(
        this.source,
        `there is no attribute ${quote(token.source)} at position ${token.position}${hint}`,
      );
    }
    this.next++;
    return name;
  }

  /**
   * A literal after a token, of the type of its column if it has one. Booleans have no order. Attributes are
   * stored in Unicode's form NFC, so that text for them is put in it; keys and files are stored as they are.
   */
  private value(name: string, after: Token, limits: { ordered?: boolean; type?: ValueType } = {}): Literal {
    const token = this.token;
    const column = this.names.columns?.get(name)?.type;
    const literal = this.literal(after);
    const value = typeof literal === 'string' && column === undefined ? literal.normalize('NFC') : literal;
    for (const type of [column, limits.type])
      if (type !== undefined && type !== typeOf(value))
        throw this.expected(`${typeWords[type]} after ${quote(after.source)}`, token);
    if (limits.ordered === true && typeof value === 'boolean')
      throw this.expected(`a number or text after ${quote(after.source)}`, token);
    this.countPredicate();
    return value;
  }

  private literal(after: Token): Literal {
    const token = this.token;
    this.next++;
    if (token.kind === 'text') return token.text;
    if (token.kind === 'number') {
      const value = Number(token.text);
      if (!Number.isFinite(value)) throw this.expected('a number below 1.8e308', token);
      return value;
    }
    if (token.kind === 'keyword' && (token.text === 'true' || token.text === 'false'))
      return token.text === 'true';
    const hints: Partial<Record<Token['kind'], string>> = {
      name: '; write text in single quotes',
      keyword: token.text === 'null' ? '; write is null or is not null' : '',
    };
    throw this.expected(`a value after ${quote(after.source)}`, token, hints[token.kind]);
  }

  private countPredicate(): void {
    if (++this.predicates > mostPredicates)
      throw this.problem(`expected at most ${count(mostPredicates)} comparisons, got more`, this.previous);
  }

  private get token(): Token {
    return this.tokens[this.next]!;
  }

  private get previous(): Token {
    return this.tokens[this.next - 1]!;
  }

  /** Steps over a keyword or symbol if it is next. */
  private accept(text: string): boolean {
    const { kind, text: next } = this.token;
    const isNext = (kind === 'keyword' || kind === 'symbol') && next === text;
    if (isNext) this.next++;
    return isNext;
  }

  private expect(text: string, words: string, hint?: string): void {
    if (!this.accept(text)) throw this.expected(words, this.token, hint);
  }

  private expected(words: string, token = this.token, hint = ''): InputError {
    const got = token.kind === 'end' ? 'the end' : quote(token.source);
    return conditionError(this.source, `expected ${words} at position ${token.position}, got ${got}${hint}`);
  }

  private problem(words: string, { position }: Token): InputError {
    return conditionError(this.source, `${words} at position ${position}`);
  }
}

const not = (condition: Condition): Condition => ({ kind: 'not', condition });
