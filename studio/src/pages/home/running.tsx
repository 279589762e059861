// The runs that train now, as they happen.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { RunSummary } from '../../../../src/server/studio/contract/runs.ts';
import { runQuery } from '../../core/queries.ts';
import { stopRun } from '../../runs/change-run.ts';
import { Answers } from '../../runs/answers.tsx';
import { Curves } from '../../runs/curves.tsx';
import { Progress } from '../../runs/progress.tsx';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { homeWords } from '../../words/home.ts';
import { runWords } from '../../words/runs-common.ts';
import styles from './home.module.css';

const most = 3;
/** Of each run; its own page has more. */
const mostAnswers = 12;

export function Running({ runs }: { readonly runs: readonly RunSummary[] }) {
  const running = runs.filter(({ status }) => status === 'running' || status === 'stopping').slice(0, most);
  if (running.length === 0) return null;
  return (
    <Panel title={homeWords.running}>
      {running.map((run) => (
        <RunningRun key={run.id} run={run} />
      ))}
    </Panel>
  );
}

function RunningRun({ run }: { readonly run: RunSummary }) {
  const cache = useQueryClient();
  const detail = useQuery(runQuery(run.id));
  return (
    <article className={styles.running} aria-label={run.name}>
      <div className={styles.row}>
        <Link to="/runs/$id" params={{ id: run.id }} className={styles.name}>
          {run.name}{' '}
          <span className={styles.about}>{[run.architecture, run.data].filter(Boolean).join(' · ')}</span>
        </Link>
        <Button icon="stop" isDisabled={run.status === 'stopping'} onPress={() => void stopRun(cache, run)}>
          {runWords.stop}
        </Button>
      </div>
      <Progress run={run} />
      {detail.data && <Curves run={detail.data} names={['loss', 'accuracy']} />}
      {detail.data?.validation && (
        <Answers run={detail.data} validation={detail.data.validation} most={mostAnswers} />
      )}
    </article>
  );
}
