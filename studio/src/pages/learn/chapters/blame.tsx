// Where the gradient begins: at each score it is the probability minus the truth.
import { useTheme } from '../../../ui/use-theme.ts';
import { decimal, learnWords, signed } from '../../../words/learn.ts';
import { inkOn, signedColour } from '../core/colours.ts';
import { useLearn } from '../learn-context.ts';
import styles from './chapters.module.css';

export function Blame() {
  const { store, question, reading } = useLearn();
  const theme = useTheme();
  const gradient = reading.gradients[store.walk.stages.at(-1)!.id]!;
  return (
    <table className={`${styles.table} ${styles.blame}`}>
      <caption>{learnWords.blame}</caption>
      <thead>
        <tr>
          <th scope="col">{learnWords.classes}</th>
          <th scope="col">{learnWords.probabilityShort}</th>
          <th scope="col">{learnWords.truth}</th>
          <th scope="col">{learnWords.gradientColumn}</th>
        </tr>
      </thead>
      <tbody>
        {store.walk.card.classNames.map((name, i) => {
          const background = signedColour(gradient[i]!, theme);
          return (
            <tr key={name} className={i === question.label ? styles.true : undefined}>
              <th scope="row">{name}</th>
              <td>{decimal(reading.probabilities[i]!, 3)}</td>
              <td>{i === question.label ? 1 : 0}</td>
              <td style={{ background, color: inkOn(background) }}>{signed(gradient[i]!)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
