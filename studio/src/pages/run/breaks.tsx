// When training was stopped or broke off, and when it went on: the dashed lines of the curves, in words.
import type { TrainingSession } from '../../../../src/server/studio/contract/runs.ts';
import { breaksOf } from '../../core/run-curves.ts';
import { dateTime, duration, number } from '../../words/numbers.ts';
import { runPageWords } from '../../words/run.ts';
import styles from './run.module.css';

/** Of a run that was interrupted more often, the last breaks. */
const most = 8;

export function Breaks({ sessions }: { readonly sessions: readonly TrainingSession[] }) {
  const breaks = breaksOf(sessions).slice(-most);
  if (breaks.length === 0) return null;
  return (
    <ul className={styles.breaks} aria-label={runPageWords.breaks}>
      {breaks.map(({ epoch, ended, started }) => (
        <li key={started}>
          {runPageWords.break(
            number(Math.round(100 * epoch) / 100),
            dateTime(ended),
            duration(Math.max(0, (started - ended) / 1000)),
          )}
        </li>
      ))}
    </ul>
  );
}
