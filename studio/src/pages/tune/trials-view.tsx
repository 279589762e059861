// All trials as a table, or those of one state.
import { useMemo } from 'react';
import { Segments } from '../../ui/segments.tsx';
import { count } from '../../words/numbers.ts';
import { tuneWords } from '../../words/tune.ts';
import { stateCounts, trialStates } from './core/trial-states.ts';
import type { StudyViewProps } from './study-view-props.ts';
import { TrialTable } from './trial-table.tsx';
import { useStudyView } from './use-study-view.ts';
import styles from './tune.module.css';

export function TrialsView({ study, shown: { trials } }: StudyViewProps) {
  const { search, change } = useStudyView();
  const { state } = search;
  const counts = useMemo(() => stateCounts(trials), [trials]);
  const chosen = useMemo(
    () => (state === undefined ? trials : trials.filter((trial) => trial.state === state)),
    [trials, state],
  );
  const there = trialStates.filter((name) => counts[name] > 0 || name === state);
  return (
    <>
      <div className={styles.states}>
        <Segments
          label={tuneWords.stateFilter}
          chosen={state ?? 'all'}
          onChoose={(id) => change({ state: id === 'all' ? undefined : id })}
          choices={[
            { id: 'all' as const, name: tuneWords.allStates(count(trials.length)) },
            ...there.map((id) => ({ id, name: `${tuneWords.states[id]} ${count(counts[id])}` })),
          ]}
        />
      </div>
      {chosen.length === 0 ? (
        <p className={styles.quiet}>{tuneWords.noneOfState}</p>
      ) : (
        <TrialTable study={study} numbers={chosen} />
      )}
    </>
  );
}
