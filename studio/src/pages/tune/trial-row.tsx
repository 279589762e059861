// A line of the table of trials; its number opens it.
import { memo } from 'react';
import type { TrialRow as Trial } from '../../../../src/server/studio/contract/studies.ts';
import { tuneWords } from '../../words/tune.ts';
import type { TrialColumn } from './core/trials-table.ts';
import { useStudyView } from './use-study-view.ts';
import styles from './tune.module.css';

interface TrialRowProps {
  readonly index: number;
  readonly trial: Trial;
  readonly columns: readonly TrialColumn[];
}

export const TrialRow = memo(({ index, trial, columns }: TrialRowProps) => {
  const { search, openTrial } = useStudyView();
  const number = String(trial.number);
  return (
    <tr
      aria-rowindex={index + 2}
      className={`${search.trial === trial.number ? styles.open : ''} ${trial.state === 'pruned' ? styles.pruned : ''}`}
    >
      <th scope="row">
        <button type="button" className={styles.link} onClick={() => openTrial(number)}>
          {tuneWords.trial(number)}
        </button>
      </th>
      {columns.slice(1).map(({ id, value, write }) => (
        <td key={id}>{id === 'state' ? tuneWords.states[trial.state] : write(value(trial))}</td>
      ))}
    </tr>
  );
});
