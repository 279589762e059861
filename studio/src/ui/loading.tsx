// What stands where an answer is awaited. It says so only after a moment: most answers are faster.
import { commonWords } from '../words/common.ts';
import styles from './loading.module.css';

export const Loading = () => (
  <p className={styles.loading} role="status">
    {commonWords.loading}
  </p>
);
