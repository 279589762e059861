// The runs that changed last.
import { Link } from '@tanstack/react-router';
import type { RunSummary } from '../../../../src/server/studio/contract/runs.ts';
import { csvOf, type Columns } from '../../core/csv.ts';
import { Sparkline } from '../../runs/sparkline.tsx';
import { Status } from '../../runs/status.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { useNow } from '../../ui/use-now.ts';
import { homeWords } from '../../words/home.ts';
import { ago, percent } from '../../words/numbers.ts';
import styles from './home.module.css';

const most = 10;

/** The same, for CSV. */
const columns: Columns<RunSummary> = {
  name: (run) => run.name,
  status: (run) => run.status,
  architecture: (run) => run.architecture,
  data: (run) => run.data,
  accuracy: (run) => run.bestAccuracy,
  changed: (run) => new Date(run.modified).toISOString(),
};

export function Recent({ runs }: { readonly runs: readonly RunSummary[] }) {
  const now = useNow(30_000);
  const recent = [...runs].sort((a, b) => b.modified - a.modified).slice(0, most);
  return (
    <Panel
      title={homeWords.recent}
      actions={
        <>
          <SaveCsv name="recent-runs" csv={() => csvOf(recent, columns)} />
          <Link to="/runs">{homeWords.allRuns}</Link>
        </>
      }
    >
      <ul className={styles.list}>
        {recent.map(({ id, name, status, architecture, data, spark, bestAccuracy, modified }) => (
          <li key={id} className={styles.run}>
            <Link to="/runs/$id" params={{ id }} className={styles.name}>
              {name} <span className={styles.about}>{[architecture, data].filter(Boolean).join(' · ')}</span>
            </Link>
            <Status status={status} />
            <span>
              <Sparkline values={spark} />
            </span>
            <span>{percent(bestAccuracy)}</span>
            <span>{ago(modified, now)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
