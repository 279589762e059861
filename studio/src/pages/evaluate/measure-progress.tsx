// How far a measurement is, step by step.
import { ProgressBar } from 'react-aria-components/ProgressBar';
import type { Evaluation } from '../../../../src/server/studio/contract/evaluations.ts';
import { useNow } from '../../ui/use-now.ts';
import { evaluateWords } from '../../words/evaluate.ts';
import { duration, percent } from '../../words/numbers.ts';
import styles from './evaluate.module.css';

export function MeasureProgress({ evaluation: { progress } }: { readonly evaluation: Evaluation }) {
  const now = useNow(1000);
  const { step = 'data', done = 0, total = 0, begun = now } = progress ?? {};
  const share = total > 0 ? done / total : undefined;
  const left = share ? ((now - begun) / 1000) * (1 / share - 1) : undefined;
  const words = evaluateWords.steps[step];
  return (
    <ProgressBar
      aria-label={words}
      value={100 * (share ?? 0)}
      isIndeterminate={share === undefined}
      className={styles.progress!}
    >
      <div className={styles.track}>
        <div className={styles.fill} style={{ width: `${100 * (share ?? 0)}%` }} />
      </div>
      <div className={styles.progressWords}>
        <span>{share === undefined ? words : evaluateWords.progress(words, percent(share, 0))}</span>
        <span>{left !== undefined && left > 1 && evaluateWords.left(duration(Math.ceil(left)))}</span>
      </div>
    </ProgressBar>
  );
}
