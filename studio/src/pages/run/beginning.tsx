// A run whose command was started and has no folder yet: it reads the data, or it was refused.
import type { Job } from '../../../../src/server/studio/contract/jobs.ts';
import { runWords } from '../../words/runs-common.ts';
import { runPageWords } from '../../words/run.ts';
import { JobLog } from './log.tsx';
import styles from './run.module.css';

export function Beginning({ job }: { readonly job: Job }) {
  const isLive = job.status === 'running' || job.status === 'stopping';
  return (
    <div className={styles.main}>
      {isLive ? (
        <p role="status">{runWords.preparing}</p>
      ) : (
        <p className={styles.reason} role="status">
          {job.reason ?? runPageWords.neverBegan}
        </p>
      )}
      <JobLog id={job.id} />
    </div>
  );
}
