// The trials of a study as rows: made from the columns that the server sends, and kept up to date by those
// that have changed.
import type {
  StudyParameter,
  StudySummary,
  StudyTrials,
  TrialColumns,
  TrialRow,
} from '../../../../../src/server/studio/contract/studies.ts';

/** A study with all of its trials, by their numbers. */
export interface StudyRows extends Omit<StudyTrials, 'trials' | 'isPart'> {
  readonly trials: readonly TrialRow[];
}

/** A study with what its list says of it. */
export interface OpenStudy extends StudyRows, Omit<StudySummary, 'version'> {}

/** The rows after an answer of the server. Rows that have not changed stay the same objects. */
export function withTrials(before: StudyRows | undefined, answer: StudyTrials): StudyRows {
  const { trials: columns, isPart, ...rest } = answer;
  const rows = rowsOf(columns, answer.parameters);
  if (!isPart || !before) return { ...rest, trials: rows };
  if (rows.length === 0) return { ...before, version: answer.version };
  const trials = [...before.trials];
  for (const row of rows) trials[row.number] = row;
  return { ...rest, trials };
}

function rowsOf(columns: TrialColumns, parameters: readonly StudyParameter[]): TrialRow[] {
  const { number, state, params, values, epoch, last } = columns;
  const notes = new Map(columns.notes.map(({ at, ...note }) => [at, note]));
  return number.map((one, at) => ({
    ...{ number: one, state: state[at]! },
    params: parameters.map(({ distribution }, i) => {
      const code = params[i]![at];
      if (code === null || code === undefined) return undefined;
      return distribution.kind === 'categorical' ? distribution.choices[code] : code;
    }),
    ...(values.every((column) => column[at] !== null) && { values: values.map((column) => column[at]!) }),
    ...(epoch[at] !== null && { last: [epoch[at]!, last[at] ?? NaN] as const }),
    ...notes.get(at),
  }));
}
