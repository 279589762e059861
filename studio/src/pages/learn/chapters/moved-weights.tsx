// How far the weights are from those in the file.
import { count } from '../../../words/numbers.ts';
import { decimal, learnWords } from '../../../words/learn.ts';
import { useLearn } from '../learn-context.ts';
import styles from './chapters.module.css';

export function MovedWeights() {
  const { store, question } = useLearn();
  const { learned, weights } = store.walk;
  return (
    <table className={styles.table}>
      <caption>{learnWords.moved}</caption>
      <thead>
        <tr>
          <th scope="col">{learnWords.movedRow}</th>
          <th scope="col">{learnWords.howMany}</th>
          <th scope="col">{learnWords.meanMove}</th>
        </tr>
      </thead>
      <tbody>
        {learned.map((name) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{count(weights[name]!.length)}</td>
            <td>{decimal(meanDistance(weights[name]!, question.weights[name]!), 4)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const meanDistance = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;
