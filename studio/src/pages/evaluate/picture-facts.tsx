// One picture, larger, with what is known of it and what the model predicted.
import type { Evaluation, EvaluationDocument } from '../../../../src/server/studio/contract/evaluations.ts';
import { topK } from '../../../../src/metrics/top-k.ts';
import { evaluateWords } from '../../words/evaluate.ts';
import { percent } from '../../words/numbers.ts';
import { pictureName, type Predictions } from './core/predictions.ts';
import { Thumb } from './thumb.tsx';
import styles from './pictures.module.css';

interface PictureFactsProps {
  readonly evaluation: Evaluation;
  readonly document: EvaluationDocument;
  readonly predictions: Predictions;
  readonly index: number;
}

export function PictureFacts({ evaluation, document, predictions, index }: PictureFactsProps) {
  const { classNames, labels, probabilities } = predictions;
  const classes = classNames.length;
  const row = probabilities.subarray(index * classes, (index + 1) * classes);
  return (
    <div className={styles.facts}>
      <Thumb evaluation={evaluation} document={document} index={index} size={112} />
      <div>
        <p className={styles.name}>{pictureName(predictions, index)}</p>
        <p className={styles.none}>
          {evaluateWords.truth}: {classNames[labels[index]!]}
        </p>
        <ul className={styles.bars} aria-label={evaluateWords.probabilities}>
          {topK(row, 3).map((label) => (
            <li key={label} className={label === labels[index] ? styles.true : undefined}>
              <span className={styles.bar} style={{ width: `${100 * row[label]!}%` }} />
              <span>{classNames[label]}</span>
              <span>{percent(row[label])}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
