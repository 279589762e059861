// The probabilities before the first step and now.
import { percent } from '../../../words/numbers.ts';
import { learnWords } from '../../../words/learn.ts';
import { useLearn } from '../learn-context.ts';
import styles from './chapters.module.css';

/** The least change of a probability that a mark can show. */
const visible = 0.005;

export function PredictionChange() {
  const { store, question, reading, trail } = useLearn();
  const { classNames } = store.walk.card;
  const before = trail[0]!.probabilities;
  const best = reading.probabilities.indexOf(Math.max(...reading.probabilities));
  return (
    <div className={styles.column}>
      <table className={`${styles.table} ${styles.wide}`}>
        <thead>
          <tr>
            <th scope="col">{learnWords.classes}</th>
            <th scope="col">{learnWords.beforeSteps}</th>
            <th scope="col">{learnWords.now}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {classNames.map((name, i) => (
            <tr key={name} className={i === question.label ? styles.true : undefined}>
              <th scope="row">{name}</th>
              <td>{percent(before[i])}</td>
              <td>{percent(reading.probabilities[i])}</td>
              <td className={styles.barCell}>
                <span className={styles.barTrack}>
                  <span
                    className={i === best ? styles.bestBar : styles.plainBar}
                    style={{ width: `${100 * reading.probabilities[i]!}%` }}
                  />
                  {Math.abs(before[i]! - reading.probabilities[i]!) > visible && (
                    <i className={styles.ghost} style={{ left: `${100 * before[i]!}%` }} />
                  )}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note} role="status">
        {best === question.label ? learnWords.right : learnWords.wrong(classNames[best]!)}
      </p>
    </div>
  );
}
