// What the server refuses, and the field that it means.
import type { StudyRequest } from '../../../../../src/server/studio/contract/studies.ts';
import type { FormField } from '../../../../../src/server/studio/contract/jobs.ts';

/** Why a form was refused. */
export interface Refusal {
  /** `space`, `name`, the name of an option, or `form` for what no field alone can mend. */
  readonly place: string;
  readonly words: string;
  /** Where in the text of the space, both counted from 1. */
  readonly line?: number;
  readonly column?: number;
}

/** Finds the field by how the message begins: `space:3:1: …`, `name: …`, `--time: …`, `sampler gp: …`. */
export function refusalOf(message: string, fields: readonly FormField[]): Refusal {
  const [, line, column, ofSpace] = /^space(?::(\d+):(\d+))?: (.*)$/s.exec(message) ?? [];
  if (ofSpace !== undefined) {
    const at = line === undefined ? {} : { line: Number(line), column: Number(column) };
    return { place: 'space', words: withoutList(ofSpace), ...at };
  }
  const [, head = '', words = ''] = /^(\S+?)(?:: | )(.*)$/s.exec(message) ?? [];
  if (head === 'name') return { place: 'name', words };
  const field = fields.find(({ name, flag }) => head === flag || head === name);
  if (!field) return { place: 'form', words: message };
  return { place: field.name, words: head === field.flag ? words : message };
}

/** Where the server has a guess, the list of all that it knows is too long for a field. */
const withoutList = (words: string): string => words.replace(/: expected .*(?=: did you mean )/s, '');

/** Whether what was refused is still there: once its field has changed, the words mean nothing. */
export function isStill({ place }: Refusal, refused: StudyRequest, now: StudyRequest): boolean {
  if (place === 'form') return refused === now;
  if (place === 'space' || place === 'name') return refused[place] === now[place];
  return refused.options?.[place] === now.options?.[place];
}

/** The positions in a text from a line and column, both counted from 1, to the end of that line. */
export function lineRange(text: string, line: number, column: number): readonly [from: number, to: number] {
  const before = text.split('\n').slice(0, line - 1);
  const start = before.reduce((sum, { length }) => sum + length + 1, 0);
  const end = text.indexOf('\n', start);
  const to = end < 0 ? text.length : end;
  return [Math.min(start + column - 1, to), to];
}
