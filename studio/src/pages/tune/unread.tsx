// Journals that are so large that reading them takes some seconds.
import type { StudyList } from '../../../../src/server/studio/contract/studies.ts';
import { tuneWords } from '../../words/tune.ts';
import styles from './tune.module.css';

export const Unread = ({ unread }: Pick<StudyList, 'unread'>) =>
  unread.map(({ folder, share }) => (
    <p key={folder} className={styles.quiet} role="status">
      {tuneWords.reading(folder, Math.floor(100 * share))}
    </p>
  ));
