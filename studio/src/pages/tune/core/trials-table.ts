// The table of trials: its columns, their order, and the table as CSV.
import { settingWords, valueWords } from '../../../../../src/tuning/words.ts';
import type { TrialRow } from '../../../../../src/server/studio/contract/studies.ts';
import { toCsv, type Cell } from '../../../core/csv.ts';
import type { OpenStudy } from './trial-rows.ts';

export interface TrialColumn {
  readonly id: string;
  readonly value: (trial: TrialRow) => Cell;
  readonly write: (value: Cell) => string;
}

const plain = (value: Cell): string => (value === null || value === undefined ? '–' : settingWords(value));

/** Number, state, the objectives, the epochs, and the parameters. */
export function trialColumns({
  objectives,
  parameters,
}: Pick<OpenStudy, 'objectives' | 'parameters'>): TrialColumn[] {
  return [
    { id: 'number', value: ({ number }) => number, write: plain },
    { id: 'state', value: ({ state }) => state, write: plain },
    ...objectives.map(({ name }, i): TrialColumn => ({
      id: name,
      value: ({ values, last }) => values?.[i] ?? (i === 0 ? last?.[1] : undefined),
      write: (value) => (typeof value === 'number' ? valueWords(name, value) : '–'),
    })),
    { id: 'epochs', value: ({ last }) => last?.[0], write: plain },
    ...parameters.map(({ name }, i): TrialColumn => ({
      ...{ id: name, value: ({ params }: TrialRow) => params[i], write: plain },
    })),
  ];
}

const collator = new Intl.Collator('en');

/** Sorted by a column; `-id` from high to low. Missing values come last. */
export function sortedTrials(
  trials: readonly TrialRow[],
  columns: readonly TrialColumn[],
  sort: string,
): TrialRow[] {
  const isDescending = sort.startsWith('-');
  const column = columns.find(({ id }) => id === sort.replace(/^-/, '')) ?? columns[0]!;
  const keys = trials.map((trial) => ({ trial, key: column.value(trial) ?? '' }));
  keys.sort(({ trial: a, key: x }, { trial: b, key: y }) => {
    if (x === '' || y === '') return Number(x === '') - Number(y === '') || a.number - b.number;
    const difference =
      typeof x === 'number' && typeof y === 'number' ? x - y : collator.compare(String(x), String(y));
    return (isDescending ? -difference : difference) || a.number - b.number;
  });
  return keys.map(({ trial }) => trial);
}

export const trialsCsv = (trials: readonly TrialRow[], columns: readonly TrialColumn[]): string =>
  toCsv(
    columns.map(({ id }) => id),
    trials.map((trial) => columns.map(({ value }) => value(trial))),
  );

/** The complete trials of a contour: their values over the two most important parameters. */
export function contourCsv(
  study: Pick<OpenStudy, 'objectives' | 'parameters' | 'trials'>,
  shown: { readonly trials: readonly { readonly number: number }[] },
  importance: readonly { readonly name: string }[],
): string {
  const axes = importance.slice(0, 2).map(({ name }) => name);
  const kept = new Set(shown.trials.map(({ number }) => number));
  return trialsCsv(
    study.trials.filter(({ number, state }) => state === 'complete' && kept.has(number)),
    trialColumns(study).filter(({ id }) => ['number', ...axes, study.objectives[0]!.name].includes(id)),
  );
}
