// The figures of a run.
import type { RunDetail } from '../../../../src/server/studio/contract/runs.ts';
import { Time } from '../../ui/time.tsx';
import { count, duration, number, percent } from '../../words/numbers.ts';
import { runPageWords } from '../../words/run.ts';
import styles from './run.module.css';

export function Facts({ run }: { readonly run: RunDetail }) {
  const { facts } = runPageWords;
  const rows = [
    [facts.loss, number(run.bestLoss)],
    [facts.epoch, number(run.bestEpoch)],
    [facts.time, duration(run.seconds)],
    [facts.parameters, run.parameters === undefined ? '–' : count(run.parameters)],
    [facts.data, run.data ?? '–'],
    [facts.architecture, run.architecture ?? '–'],
    [facts.folder, run.folder],
  ] as const;
  return (
    <section aria-label={runPageWords.results}>
      <p className={styles.best}>
        <span className={styles.quiet}>{facts.accuracy}</span>
        <strong>{percent(run.bestAccuracy, 2)}</strong>
      </p>
      <dl className={styles.facts}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>{facts.changed}</dt>
          <dd>
            <Time at={run.modified} />
          </dd>
        </div>
      </dl>
    </section>
  );
}
