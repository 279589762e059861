// The tokens of a condition: names, literals, keywords and symbols, with their positions. There are no
// comments, and no symbol that SQL has and conditions lack, so `;`, `--` and `/*` end here.
import { InputError } from '../../errors.ts';
import { count } from '../../number-words.ts';

/** A token. `source` is how it was written. */
export interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'keyword' | 'symbol' | 'end';
  /** The name or text without its quotes, the keyword in lower case, or the source. */
  readonly text: string;
  readonly source: string;
  /** The place of its first character, counted from 1. */
  readonly position: number;
}

const longest = 4000;

const keywords = ['and', 'or', 'not', 'in', 'between', 'like', 'ilike', 'is', 'null', 'true', 'false'];

/**
 * A bare name is an identifier of Unicode, which may have single hyphens inside: `sleeve-length`. Nothing is
 * subtracted in a condition, so a hyphen can't mean anything else.
 */
const pattern = new RegExp(
  [
    String.raw`(?<space>\s+)`,
    String.raw`'(?<text>(?:[^']|'')*)'`,
    String.raw`"(?<quoted>(?:[^"]|"")*)"`,
    String.raw`(?<number>[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?)(?![\p{ID_Continue}.])`,
    String.raw`(?<word>[\p{ID_Start}_]\p{ID_Continue}*(?:-\p{ID_Continue}+)*)`,
    String.raw`(?<symbol><=|>=|<>|!=|==|[=<>(),])`,
  ].join('|'),
  'iuy',
);

/**
 * The tokens of a condition, an `end` last.
 *
 * @param source names the condition in errors
 * @throws InputError with the position, for what is no token, a quote that is not closed, a character that a
 *   database can't store, or more than 4,000 characters
 */
export function tokenize(text: string, source: string): Token[] {
  if (text.length > longest)
    throw conditionError(source, `expected at most ${count(longest)} characters, got ${count(text.length)}`);
  // Half of a surrogate pair is no character, and Postgres stores no U+0000.
  const unstorable = text.search(/[\0\p{Surrogate}]/u);
  if (unstorable >= 0)
    throw conditionError(
      source,
      `expected text, got a damaged character at position ${length(text.slice(0, unstorable)) + 1}`,
    );
  const tokens: Token[] = [];
  let position = 1;
  for (let index = 0; index < text.length;) {
    pattern.lastIndex = index;
    const match = pattern.exec(text);
    if (!match) throw conditionError(source, strayProblem(text.slice(index), position));
    if (match.groups!.space === undefined) tokens.push(tokenOf(match, position));
    index += match[0].length;
    position += length(match[0]);
  }
  return [...tokens, { kind: 'end', text: '', source: '', position }];
}

/** In characters, of which those beyond U+FFFF take two places of a string. */
const length = (text: string): number => Array.from(text).length;

function tokenOf({ 0: source, groups }: RegExpExecArray, position: number): Token {
  const { text, quoted, number, word } = groups!;
  if (text !== undefined) return { kind: 'text', text: text.replaceAll("''", "'"), source, position };
  if (quoted !== undefined) return { kind: 'name', text: quoted.replaceAll('""', '"'), source, position };
  if (number !== undefined) return { kind: 'number', text: number, source, position };
  if (word === undefined) return { kind: 'symbol', text: source, source, position };
  const lower = word.toLowerCase();
  return keywords.includes(lower)
    ? { kind: 'keyword', text: lower, source, position }
    : { kind: 'name', text: word, source, position };
}

/** Says why no token begins here. */
function strayProblem(rest: string, position: number): string {
  const [first] = rest;
  if (first === "'" || first === '"') return `the quote ${first} at position ${position} is not closed`;
  const stray = /^[-+.]?\d[\p{ID_Continue}.]*|^--|^\/\*|^./su.exec(rest)![0];
  return `expected a name, a value or an operator at position ${position}, got ${quote(stray)}`;
}

/** What the user typed, in quotes and cut to 40 characters. */
export function quote(typed: string): string {
  const characters = Array.from(typed);
  const cut = characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : typed;
  return /^(['"]).*\1$/su.test(typed) ? cut : `'${cut}'`;
}

/** An error in one line, whatever characters are quoted in it. */
export function conditionError(source: string, words: string): InputError {
  return new InputError(`${source}: ${words.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, '\ufffd')}`);
}
