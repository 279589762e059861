// The progress of a run, with the time that is left.
import { ProgressBar } from 'react-aria-components/ProgressBar';
import type { RunSummary } from '../../../src/server/studio/contract/runs.ts';
import { runProgress } from '../core/run-progress.ts';
import { useNow } from '../ui/use-now.ts';
import { count, duration, number } from '../words/numbers.ts';
import { runWords } from '../words/runs-common.ts';
import styles from './progress.module.css';

export function Progress({ run }: { readonly run: RunSummary }) {
  const time = useNow(run.status === 'running' ? 1000 : 0);
  const { share, secondsLeft } = runProgress(run, time);
  const place = placeOf(run);
  const left = leftOf(run, secondsLeft);
  return (
    <ProgressBar
      aria-label={run.name}
      value={100 * (share ?? 0)}
      valueLabel={[place, left].filter(Boolean).join(', ')}
      isIndeterminate={share === undefined}
      className={styles.progress!}
    >
      {({ percentage = 0 }) => (
        <>
          <div className={styles.track}>
            <div className={styles.fill} style={{ width: `${percentage}%` }} />
          </div>
          <div className={styles.words}>
            <span>{place}</span>
            <span>{left}</span>
          </div>
        </>
      )}
    </ProgressBar>
  );
}

/** Where training is: the pictures of its epoch, or the epochs that are done. */
function placeOf({ status, now, head, epochs, epochsDone }: RunSummary): string {
  if (head?.phase === 'features') return runWords.features(count(head.done), count(head.total));
  if (head) return runWords.fittingHead;
  const all = epochs === undefined ? undefined : number(epochs);
  if (!now) {
    const isNew = status === 'running' && epochsDone === 0;
    return isNew ? runWords.preparing : runWords.progress(number(epochsDone), all);
  }
  const epoch = count(now.epoch);
  if (now.phase === 'finishing') return runWords.finishing;
  if (now.phase === 'validating') return runWords.validating(epoch, all ?? epoch);
  return runWords.within(epoch, all ?? epoch, count(now.done), count(now.total));
}

function leftOf({ status, now, head }: RunSummary, secondsLeft: number | undefined): string {
  if (head?.phase === 'features' && secondsLeft !== undefined)
    return runWords.featuresLeft(duration(Math.ceil(secondsLeft)));
  if (status !== 'running' || now?.phase === 'finishing') return '';
  if (secondsLeft !== undefined) return runWords.timeLeft(duration(Math.ceil(secondsLeft)));
  return now || head?.phase === 'features' ? runWords.pace : '';
}
