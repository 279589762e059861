// Says that a figure draws only some of the trials.
import { count } from '../../words/numbers.ts';
import { tuneWords } from '../../words/tune.ts';
import type { StudyViewProps } from './study-view-props.ts';
import styles from './tune.module.css';

interface ThinnedProps extends Pick<StudyViewProps, 'shown'> {
  readonly all: StudyViewProps['shown'];
}

export const Thinned = ({ shown, all }: ThinnedProps) =>
  shown.trials.length < all.trials.length && (
    <p className={styles.quiet}>{tuneWords.thinned(count(shown.trials.length), count(all.trials.length))}</p>
  );
