// Saves what the table shows as CSV.
import { toCsv } from '../../core/csv.ts';
import { downloadCsv } from '../../core/download.ts';
import { IconButton } from '../../ui/button.tsx';
import { runsWords } from '../../words/runs.ts';
import type { RunsView } from './use-runs-view.ts';

export function SaveTable({ view: { columns, visible, shown } }: { readonly view: RunsView }) {
  const save = () => {
    const saved = columns.filter(({ id }) => visible.includes(id) && id !== 'spark');
    const rows = shown.map((run) => saved.map(({ value }) => value(run)));
    downloadCsv(
      'runs',
      toCsv(
        ['id', ...saved.map(({ id }) => id)],
        rows.map((row, i) => [shown[i]!.id, ...row]),
      ),
    );
  };
  return <IconButton icon="save" look="plain" label={runsWords.csv} onPress={save} />;
}
