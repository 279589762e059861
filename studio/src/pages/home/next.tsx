// What one may do next, given the runs that are there.
import { Link } from '@tanstack/react-router';
import type { RunSummary } from '../../../../src/server/studio/contract/runs.ts';
import { homeWords } from '../../words/home.ts';
import styles from './home.module.css';

export function Next({ runs }: { readonly runs: readonly RunSummary[] }) {
  const best = runs
    .filter(({ status, bestAccuracy }) => status === 'finished' && bestAccuracy !== undefined)
    .sort((a, b) => b.bestAccuracy! - a.bestAccuracy!)
    .slice(0, 2)
    .map(({ id }) => id);
  const last = [...runs].sort((a, b) => b.modified - a.modified)[0];
  const { train, compare, look } = homeWords.suggestions;
  return (
    <div className={styles.next}>
      <Link to="/train" className={styles.suggestion}>
        <b>{train[0]}</b>
        {train[1]}
      </Link>
      {best.length === 2 && (
        <Link to="/compare" search={{ runs: best.join(',') }} className={styles.suggestion}>
          <b>{compare[0]}</b>
          {compare[1]}
        </Link>
      )}
      {last && (
        <Link to="/runs/$id" params={{ id: last.id }} className={styles.suggestion}>
          <b>{look[0]}</b>
          {look[1]}
        </Link>
      )}
    </div>
  );
}
