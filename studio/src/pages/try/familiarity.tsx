// Whether the picture is like the model's training data.
import { Icon } from '../../ui/icon.tsx';
import { tryWords } from '../../words/try.ts';
import type { Verdict } from './core/answer.ts';
import styles from './try.module.css';

const three = (value: number): string => value.toFixed(3);

export function Familiarity({ verdict }: { readonly verdict: Verdict | undefined }) {
  if (!verdict) return <p className={styles.quiet}>{tryWords.noNovelty}</p>;
  const { novelty, threshold, passing, isNovel } = verdict;
  return (
    <div className={isNovel ? styles.novel : styles.familiar}>
      <Icon name={isNovel ? 'warn' : 'check'} />
      <p>
        <strong>{isNovel ? tryWords.novel : tryWords.familiar}</strong>{' '}
        <span>
          {isNovel
            ? tryWords.novelHint(three(novelty), three(threshold), passing)
            : tryWords.familiarHint(three(novelty), three(threshold))}
        </span>
      </p>
    </div>
  );
}
