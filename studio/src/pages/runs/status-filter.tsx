// The states of the runs with their counts; one of them becomes a condition of the filter.
import type { RunStatus } from '../../../../src/server/studio/contract/runs.ts';
import { Select } from '../../ui/select.tsx';
import { count } from '../../words/numbers.ts';
import { runWords } from '../../words/runs-common.ts';
import { runsWords } from '../../words/runs.ts';
import { statusIn, withStatus } from './core/run-filter.ts';
import type { RunsView } from './use-runs-view.ts';
import styles from './runs.module.css';

const names = Object.entries(runWords.status) as [RunStatus, string][];

export function StatusFilter({ view: { search, change, statuses } }: { readonly view: RunsView }) {
  const query = search.q ?? '';
  const chosen = statusIn(query) ?? '';
  const there = names.filter(([id]) => statuses.has(id) || id === chosen);
  return (
    <div className={styles.status}>
      <Select
        isBare
        label={runsWords.statusFilter}
        chosen={there.some(([id]) => id === chosen) ? chosen : ''}
        onChoose={(id) => change({ q: withStatus(query, id === '' ? undefined : id) })}
        choices={[
          { id: '', name: runsWords.allStatuses },
          ...there.map(([id, name]) => ({ id, name: `${name} ${count(statuses.get(id) ?? 0)}` })),
        ]}
      />
    </div>
  );
}
