// A line of the table.
import { memo } from 'react';
import type { RunSummary } from '../../../../src/server/studio/contract/runs.ts';
import { runsWords } from '../../words/runs.ts';
import { Cell, isNumeric } from './cell.tsx';
import type { RunsView } from './use-runs-view.ts';
import styles from './runs.module.css';

interface RunRowProps {
  readonly index: number;
  readonly run: RunSummary;
  readonly ids: readonly string[];
  readonly view: RunsView;
}

export function RunRow({ index, run, ids, view: { selected, toggle } }: RunRowProps) {
  const isSelected = selected.has(run.id);
  return (
    <tr aria-rowindex={index + 2} data-row={index} className={isSelected ? styles.selected : undefined}>
      <td className={styles.check}>
        <input
          type="checkbox"
          aria-label={runsWords.select(run.name)}
          checked={isSelected}
          onChange={() => toggle(run.id)}
        />
      </td>
      <Cells run={run} ids={ids} />
    </tr>
  );
}

/** The cells do not change with the selection. */
const Cells = memo(({ run, ids }: { readonly run: RunSummary; readonly ids: readonly string[] }) =>
  ids.map((id) => (
    <td key={id} className={`${styles[id] ?? ''} ${isNumeric(id) ? styles.number : ''}`}>
      <Cell id={id} run={run} />
    </td>
  )),
);
