// The prediction: the probability of each class, the likeliest ten if there are more.
import { percent } from '../../words/numbers.ts';
import { learnWords } from '../../words/learn.ts';
import { useLearn } from './learn-context.ts';
import { overviewHeight } from './core/overview-layout.ts';
import styles from './overview.module.css';

const most = 10;

export function ClassRows() {
  const { reading, question, store, place, go } = useLearn();
  const { classNames } = store.walk.card;
  const all = classNames.map((name, label) => ({ name, label, share: reading.probabilities[label]! }));
  const shown = all.length <= most ? all : [...all].sort((a, b) => b.share - a.share).slice(0, most);
  const best = Math.max(...reading.probabilities);
  const dense = store.walk.stages.at(-1)!;
  const isDense = place.chapter === 'dense';
  return (
    <ol className={styles.classes} style={{ height: overviewHeight }} aria-label={learnWords.probability}>
      {shown.map(({ name, label, share }) => (
        <li key={label}>
          <button
            type="button"
            className={styles.class}
            aria-current={(isDense && place.map === label) || undefined}
            onClick={() => go({ chapter: 'dense', stage: dense.id, map: label })}
          >
            <span className={share === best ? styles.best : styles.className}>
              {label === question.label && (
                <i className={styles.truth} aria-label={learnWords.isTrue} role="img" />
              )}
              {name}
            </span>
            <span className={styles.track}>
              <span className={styles.bar} style={{ width: `${100 * share}%` }} />
            </span>
            <span className={styles.share}>{percent(share)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
