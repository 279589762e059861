// What one can do with the selected runs.
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { RunSummary } from '../../../../src/server/studio/contract/runs.ts';
import { deleteRun } from '../../runs/change-run.ts';
import { Button, IconButton, buttonClass } from '../../ui/button.tsx';
import { count } from '../../words/numbers.ts';
import { runsWords } from '../../words/runs.ts';
import type { RunsView } from './use-runs-view.ts';
import styles from './runs.module.css';

interface SelectionBarProps {
  readonly view: RunsView;
  readonly runs: readonly RunSummary[];
}

export function SelectionBar({ view: { selected, change }, runs }: SelectionBarProps) {
  const cache = useQueryClient();
  const chosen = runs.filter(({ id }) => selected.has(id));
  if (chosen.length === 0) return null;
  const remove = () => {
    change({ selected: undefined });
    for (const run of chosen) void deleteRun(cache, run);
  };
  return (
    <div className={styles.selection}>
      <span role="status">{runsWords.selected(count(chosen.length))}</span>
      {chosen.length > 1 && (
        <Link
          to="/compare"
          search={{ runs: chosen.map(({ id }) => id).join(',') }}
          className={buttonClass('primary')}
        >
          {runsWords.compare}
        </Link>
      )}
      <Button icon="trash" look="danger" onPress={remove}>
        {runsWords.delete}
      </Button>
      <IconButton icon="close" label={runsWords.clear} onPress={() => change({ selected: undefined })} />
    </div>
  );
}
