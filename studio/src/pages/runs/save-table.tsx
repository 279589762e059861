// Saves what the table shows as CSV.
import { toCsv } from '../../core/csv.ts';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { runsWords } from '../../words/runs.ts';
import { sortedRuns, usualSort } from './core/columns.ts';
import type { RunsView } from './use-runs-view.ts';

export function SaveTable({ view: { columns, visible, shown, search } }: { readonly view: RunsView }) {
  const csv = () => {
    const saved = columns.filter(({ id }) => visible.includes(id) && id !== 'spark');
    const rows = sortedRuns(shown, columns, search.sort ?? usualSort);
    return toCsv(
      ['id', ...saved.map(({ id }) => id)],
      rows.map((run) => [run.id, ...saved.map(({ value }) => value(run))]),
    );
  };
  return <SaveCsv name="runs" label={runsWords.csv} csv={csv} />;
}
