// What the job of a run wrote, as it comes.
import { useQuery } from '@tanstack/react-query';
import type { RunDetail } from '../../../../src/server/studio/contract/runs.ts';
import { jobQuery } from '../../core/queries.ts';
import { Loading } from '../../ui/loading.tsx';
import { Failure } from '../../ui/panel.tsx';
import { emptyLog } from './core/empty-log.ts';
import { runPageWords } from '../../words/run.ts';
import styles from './run.module.css';

export const Log = ({ run }: { readonly run: RunDetail }) =>
  run.job === undefined ? <p className={styles.quiet}>{runPageWords.noLog}</p> : <JobLog id={run.job} />;

export function JobLog({ id }: { readonly id: string }) {
  const { data, error, refetch } = useQuery({ ...jobQuery(id), staleTime: 0 });
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.log === '') return <p className={styles.quiet}>{emptyLog(data.status)}</p>;
  return (
    <>
      {data.isLogCut && <p className={styles.quiet}>{runPageWords.logCut}</p>}
      <pre className={styles.log} tabIndex={0} aria-label={runPageWords.tabs.log}>
        {data.log}
      </pre>
    </>
  );
}
