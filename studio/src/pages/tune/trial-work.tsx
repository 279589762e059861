// Who works or worked on a trial, for how long, and the way to its run.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { TrialRow } from '../../../../src/server/studio/contract/studies.ts';
import { Loading } from '../../ui/loading.tsx';
import { Failure } from '../../ui/panel.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { duration } from '../../words/numbers.ts';
import { tuneWords } from '../../words/tune.ts';
import { secondsOf } from './core/trial-time.ts';
import { trialQuery } from './queries.ts';
import styles from './tune.module.css';

interface TrialWorkProps {
  /** The id of the study. */
  readonly study: string;
  readonly trial: TrialRow;
}

export function TrialWork({ study, trial: { number, state, last } }: TrialWorkProps) {
  const { data, error, refetch } = useQuery(trialQuery(study, number, `${state} ${last?.[0] ?? 0}`));
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const seconds = secondsOf(data);
  const words = seconds === undefined ? undefined : duration(seconds);
  return (
    <>
      <p className={styles.quiet}>{tuneWords.worker(state, data.worker.slice(0, 60), words)}</p>
      {data.run === undefined ? (
        <p className={styles.quiet}>{tuneWords.noRun}</p>
      ) : (
        <div className={styles.links}>
          <Link to="/runs/$id" params={{ id: data.run }} className={buttonClass('primary')}>
            {tuneWords.openRun}
          </Link>
          <Link to="/train" search={{ from: data.run }} className={buttonClass('plain')}>
            {tuneWords.trainFrom}
          </Link>
        </div>
      )}
    </>
  );
}
