// The probability of each class, as bars that move.
import { toCsv } from '../../core/csv.ts';
import { Icon } from '../../ui/icon.tsx';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { percent } from '../../words/numbers.ts';
import { teachWords } from '../../words/teach.ts';
import type { Answer } from './use-classifier.ts';
import styles from './teach.module.css';

interface BarsProps {
  readonly classNames: readonly string[];
  readonly answer: Answer | undefined;
}

export function Bars({ classNames, answer }: BarsProps) {
  const probabilities = classNames.map((_, i) => answer?.probabilities[i] ?? 0);
  const first = answer ? probabilities.indexOf(Math.max(...probabilities)) : -1;
  return (
    <div>
      <ul className={styles.bars} aria-label={teachWords.answer}>
        {classNames.map((name, i) => (
          <li key={name} data-first={i === first}>
            <span>{name}</span>
            <span className={styles.meter}>
              <span style={{ transform: `scaleX(${probabilities[i]!})` }} />
            </span>
            <span className={styles.share}>{answer ? percent(probabilities[i]) : '–'}</span>
          </li>
        ))}
      </ul>
      {answer && (
        <SaveCsv
          name="probabilities"
          label={teachWords.saveAnswer}
          csv={() =>
            toCsv(
              ['class', 'probability'],
              classNames.map((name, i) => [name, probabilities[i]]),
            )
          }
        />
      )}
      <p className={styles.familiar} data-unlike={answer?.isUnlike === true}>
        {answer?.isUnlike === true && <Icon name="warn" size={14} />}
        {wordsOf(answer)}
      </p>
    </div>
  );
}

function wordsOf(answer: Answer | undefined): string {
  if (!answer) return teachWords.waiting;
  if (answer.isUnlike === undefined) return '';
  return answer.isUnlike ? teachWords.unlike : teachWords.like;
}
