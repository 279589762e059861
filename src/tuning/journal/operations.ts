// The operations of Optuna's journal: one JSON object each, with a number for its kind.
import type { Direction, TrialState } from '../trial.ts';

/** The numbers of the kinds. */
export const opCodes = {
  createStudy: 0,
  deleteStudy: 1,
  studyUserAttribute: 2,
  studySystemAttribute: 3,
  createTrial: 4,
  parameter: 5,
  state: 6,
  intermediate: 7,
  userAttribute: 8,
  systemAttribute: 9,
} as const;

/** The states of trials by Optuna's numbers. */
export const stateNames: readonly TrialState[] = ['running', 'complete', 'pruned', 'fail', 'waiting'];

/** Optuna's number of a state. */
export const stateCode = (state: TrialState): number => stateNames.indexOf(state);

/** Optuna's number of a direction. */
export const directionCode = (direction: Direction): number => (direction === 'minimize' ? 1 : 2);

/** An operation as written: its code and its fields. */
export interface Operation {
  readonly op_code: number;
  readonly worker_id: string;
  readonly [field: string]: unknown;
}

/** A time as Optuna reads it in all versions: six digits of a second, and an offset instead of `Z`. */
export const timestamp = (date: Date): string => date.toISOString().replace('Z', '000+00:00');

/**
 * Parses an operation. Python writes `NaN` and infinities as bare words, which JSON does not have.
 *
 * @throws SyntaxError if it is not JSON
 */
export function parseOperation(text: string): Operation {
  try {
    return JSON.parse(text) as Operation;
  } catch (error) {
    if (!bareWords.test(text)) throw error;
    const marked = text.replace(bareWords, (whole, string: string | undefined, word: string) =>
      string === undefined ? `{"${mark}":"${word}"}` : whole,
    );
    return JSON.parse(marked, (_, value: unknown) =>
      typeof value === 'object' && value !== null && mark in value ? Number(value[mark]) : value,
    ) as Operation;
  }
}

const mark = '__number__';
/** A string, which is kept, or a bare word. */
const bareWords = /("(?:[^"\\]|\\.)*")|(-?Infinity|NaN)/g;

/** Writes an operation, as one line without its end. Numbers that JSON does not have are refused. */
export const formatOperation = (operation: Operation): string =>
  JSON.stringify(operation, (key, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new RangeError(`a journal can't hold ${value} in ${key}`);
    return value;
  });
