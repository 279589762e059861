// From scores to probabilities, and from the probability of the true class to the loss.
import { percent } from '../../../words/numbers.ts';
import { decimal, learnWords } from '../../../words/learn.ts';
import { useLearn } from '../learn-context.ts';
import { LossCurve } from './loss-curve.tsx';
import { TrueClass } from './true-class.tsx';
import styles from './chapters.module.css';

export function SoftmaxChapter() {
  const { store, question, reading, place } = useLearn();
  const { probabilities, loss } = reading;
  const scores = reading.values[place.stage.id]!;
  const powers = Array.from(scores, Math.exp);
  const best = Math.max(...probabilities);
  const share = probabilities[question.label]!;
  return (
    <div className={styles.evidence}>
      <table className={`${styles.table} ${styles.wide}`}>
        <thead>
          <tr>
            <th scope="col">{learnWords.classes}</th>
            <th scope="col">{learnWords.logit}</th>
            <th scope="col">{learnWords.power}</th>
            <th scope="col">{learnWords.probability}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {store.walk.card.classNames.map((name, i) => (
            <tr key={name} className={i === question.label ? styles.true : undefined}>
              <th scope="row">{name}</th>
              <td>{decimal(scores[i]!)}</td>
              <td>{learnWords.rough(powers[i]!)}</td>
              <td>{percent(probabilities[i])}</td>
              <td className={styles.barCell}>
                <span
                  className={probabilities[i] === best ? styles.bestBar : styles.plainBar}
                  style={{ width: `${100 * probabilities[i]!}%` }}
                />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{learnWords.sum}</th>
            <td />
            <td>{learnWords.rough(powers.reduce((a, b) => a + b, 0))}</td>
            <td>{percent(probabilities.reduce((a, b) => a + b, 0))}</td>
            <td />
          </tr>
        </tfoot>
      </table>
      <div className={styles.column}>
        <TrueClass />
        <LossCurve probability={share} loss={loss} />
        <p className={styles.formula} role="status">
          {learnWords.lossIs(decimal(share, 3), decimal(loss, 3))}
        </p>
        <p className={styles.note}>{learnWords.perplexity(decimal(Math.exp(loss), 1))}</p>
      </div>
    </div>
  );
}
