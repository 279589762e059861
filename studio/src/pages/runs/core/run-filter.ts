// The filter above the table of runs: words, and conditions such as `status:finished accuracy>0.9 -tag:old`.
import type { RunSummary } from '../../../../../src/server/studio/contract/runs.ts';
import type { RunColumn, Value } from './columns.ts';

interface RunFilter {
  readonly matches: (run: RunSummary) => boolean;
  /** What of the query is not understood, in one line. */
  readonly error?: string;
}

type Test = (run: RunSummary) => boolean;

/** Other names of columns, as one types them. */
const aliases: Readonly<Record<string, string>> = {
  tag: 'tags',
  arch: 'architecture',
  acc: 'accuracy',
  params: 'parameters',
};

/**
 * Reads a query. All its parts must hold. A part is a word that occurs in the name, the tags or the note; or
 * a column with `:` (contains), `=`, `!=`, `<`, `<=`, `>` or `>=`. `-` before a part turns it around; quotes
 * keep blanks together.
 */
export function readRunFilter(
  query: string,
  columns: readonly RunColumn[],
  explain: (name: string) => string,
): RunFilter {
  const tests: Test[] = [];
  for (const part of partsOf(query)) {
    const isNegated = part.startsWith('-') && part.length > 1;
    const test = readPart(isNegated ? part.slice(1) : part, columns);
    if (typeof test === 'string') return { matches: () => true, error: explain(test) };
    tests.push(isNegated ? (run) => !test(run) : test);
  }
  return { matches: (run) => tests.every((test) => test(run)) };
}

/** Splits at blanks outside quotes, and drops the quotes. */
const partsOf = (query: string): string[] =>
  [...query.matchAll(/(?:[^\s"]|"[^"]*"?)+/g)].map(([part]) => part.replaceAll('"', ''));

/** The test of a part, or the name of a column that is not there. */
function readPart(part: string, columns: readonly RunColumn[]): Test | string {
  const [, name, sign, wanted] = /^([\w.]+)(:|!=|<=|>=|=|<|>)(.*)$/.exec(part) ?? [];
  if (name === undefined || sign === undefined) return hasWord(part.toLowerCase());
  const id = aliases[name] ?? name;
  const found = columns.find((column) => column.id === id || column.id === `config.${id}`);
  return found ? (run) => holds(found.value(run), sign, wanted ?? '') : name;
}

const hasWord =
  (word: string): Test =>
  ({ name, tags, note, architecture = '', data = '' }) =>
    [name, note, architecture, data, ...tags].some((text) => text.toLowerCase().includes(word));

/** A share may be given in percent. */
const numberOf = (wanted: string): number =>
  wanted.endsWith('%') ? Number(wanted.slice(0, -1)) / 100 : Number(wanted || NaN);

function holds(value: Value, sign: string, wanted: string): boolean {
  const text = String(value ?? '').toLowerCase();
  if (sign === ':') return text.includes(wanted.toLowerCase());
  const isEqual = typeof value === 'number' ? value === numberOf(wanted) : text === wanted.toLowerCase();
  if (sign === '=') return isEqual;
  if (sign === '!=') return !isEqual;
  if (typeof value !== 'number') return false;
  const limit = numberOf(wanted);
  return (
    { '<': value < limit, '<=': value <= limit, '>': value > limit, '>=': value >= limit }[sign] ?? false
  );
}

const statusPart = /(?<=^|\s)status[:=](\w+)(?=\s|$)/;

/** The state that a query asks for; undefined if it asks for none. */
export const statusIn = (query: string): string | undefined => statusPart.exec(query)?.[1];

/** The query with another state, or without one. */
export const withStatus = (query: string, status: string | undefined): string =>
  [query.replace(statusPart, '').trim(), ...(status === undefined ? [] : [`status:${status}`])]
    .join(' ')
    .trim();
