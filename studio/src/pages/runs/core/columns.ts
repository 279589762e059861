// The columns of the table of runs: what each shows, how it sorts, and which are shown at first.
import type { RunSummary } from '../../../../../src/server/studio/contract/runs.ts';

/** A value as a filter and a sort see it. */
export type Value = string | number | boolean | null | undefined;

export interface RunColumn {
  readonly id: string;
  readonly value: (run: RunSummary) => Value;
}

const column = (id: string, value: RunColumn['value']): RunColumn => ({ id, value });

/** What every run has. */
export const fixedColumns: readonly RunColumn[] = [
  column('name', (run) => run.name),
  column('status', (run) => run.status),
  column('spark', (run) => run.spark.at(-1)),
  column('accuracy', (run) => run.bestAccuracy),
  column('loss', (run) => run.bestLoss),
  column('epochs', (run) => run.epochsDone),
  column('time', (run) => run.seconds),
  column('parameters', (run) => run.parameters),
  column('data', (run) => run.data),
  column('architecture', (run) => run.architecture),
  column('modified', (run) => run.modified),
  column('tags', (run) => run.tags.join(', ')),
  column('note', (run) => run.note),
];

/** Settings that the fixed columns already show, or that say nothing about the training. */
const shownElsewhere = new Set(['data', 'arch', 'architecture', 'name', 'out', 'epochs']);

const prefix = 'config.';

/** A column for each setting that any run has, in the order of the names. */
export function settingColumns(runs: readonly RunSummary[]): RunColumn[] {
  const names = new Set(runs.flatMap(({ config }) => Object.keys(config)));
  return [...names]
    .filter((name) => !shownElsewhere.has(name))
    .sort()
    .map((name) => column(prefix + name, ({ config }) => config[name]));
}

/** The name of a setting's column without its prefix. */
export const settingName = (id: string): string | undefined =>
  id.startsWith(prefix) ? id.slice(prefix.length) : undefined;

/** How many settings are shown at first. */
const mostSettings = 4;

/**
 * The ids of the columns that are shown until a person chooses: of the fixed ones those that say something,
 * and the first settings that differ.
 */
export function usualColumns(runs: readonly RunSummary[], settings: readonly RunColumn[]): string[] {
  const differs = ({ value }: RunColumn) =>
    new Set(runs.map((run) => value(run) ?? '').filter((one) => one !== '')).size > 1;
  const hidden = new Set(
    fixedColumns.filter((fixed) => isOptional(fixed.id) && !differs(fixed)).map(({ id }) => id),
  );
  return [
    ...fixedColumns.filter(({ id }) => !hidden.has(id)).map(({ id }) => id),
    ...settings
      .filter(differs)
      .slice(0, mostSettings)
      .map(({ id }) => id),
  ];
}

const isOptional = (id: string): boolean =>
  ['parameters', 'data', 'architecture', 'tags', 'note'].includes(id);

/** The newest first. */
export const usualSort = '-modified';

/** Runs in the order of a column, such as `-modified`. */
export function sortedRuns(
  runs: readonly RunSummary[],
  columns: readonly RunColumn[],
  sort: string,
): readonly RunSummary[] {
  const { id, isDescending } = readSort(sort);
  const value = columns.find((one) => one.id === id)?.value;
  if (!value) return runs;
  return runs.toSorted((a, b) => compareValues(value(a), value(b), isDescending));
}

/** The column of a sort and its direction. */
export const readSort = (sort: string) => ({
  id: sort.replace(/^-/, ''),
  isDescending: sort.startsWith('-'),
});

/** The order of two values; missing ones come last in both directions. */
export function compareValues(a: Value, b: Value, isDescending: boolean): number {
  const [isLackingA, isLackingB] = [a ?? '', b ?? ''].map((value) => value === '');
  if (isLackingA || isLackingB) return Number(isLackingA) - Number(isLackingB);
  const order =
    typeof a === 'number' && typeof b === 'number'
      ? a - b
      : String(a).localeCompare(String(b), 'en', { numeric: true, sensitivity: 'base' });
  return isDescending ? -order : order;
}
