// The state of a run: a dot whose colour and form say it too.
import type { RunStatus } from '../../../src/server/studio/contract/runs.ts';
import { runWords } from '../words/runs-common.ts';
import styles from './status.module.css';

export const Status = ({ status }: { readonly status: RunStatus }) => (
  <span className={styles.status}>
    <span className={`${styles.dot} ${styles[status]}`} aria-hidden="true" />
    {runWords.status[status]}
  </span>
);
