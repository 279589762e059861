// The progress of a run, with the time that is left.
import { ProgressBar } from 'react-aria-components/ProgressBar';
import type { RunSummary } from '../../../src/server/studio/contract/runs.ts';
import { runProgress } from '../core/run-progress.ts';
import { useNow } from '../ui/use-now.ts';
import { duration, number } from '../words/numbers.ts';
import { runWords } from '../words/runs-common.ts';
import styles from './progress.module.css';

export function Progress({ run }: { readonly run: RunSummary }) {
  const now = useNow(run.status === 'running' ? 1000 : 0);
  const { share, secondsLeft } = runProgress(run, now);
  const epochs = runWords.progress(
    number(run.epochsDone),
    run.epochs === undefined ? undefined : number(run.epochs),
  );
  const left = secondsLeft === undefined ? '' : runWords.timeLeft(duration(Math.ceil(secondsLeft)));
  return (
    <ProgressBar
      aria-label={run.name}
      value={100 * (share ?? 0)}
      valueLabel={[epochs, left].filter(Boolean).join(', ')}
      isIndeterminate={share === undefined}
      className={styles.progress!}
    >
      {({ percentage = 0 }) => (
        <>
          <div className={styles.track}>
            <div className={styles.fill} style={{ width: `${percentage}%` }} />
          </div>
          <div className={styles.words}>
            <span>{run.epochsDone > 0 || run.status !== 'running' ? epochs : runWords.firstEpoch}</span>
            <span>{left}</span>
          </div>
        </>
      )}
    </ProgressBar>
  );
}
