// One picture, larger, with what is known of it and what the model predicted.
import { useMemo } from 'react';
import { topK } from '../../../../src/metrics/top-k.ts';
import type { PixelSource } from '../../pictures/core/pixel-source.ts';
import { Picture, usePixels } from '../../pictures/picture.tsx';
import { evaluateWords } from '../../words/evaluate.ts';
import { percent } from '../../words/numbers.ts';
import { pictureName, type Predictions } from './core/predictions.ts';
import { placeOf, spoken } from './spoken.ts';
import styles from './pictures.module.css';

interface PictureFactsProps {
  readonly source: PixelSource;
  readonly predictions: Predictions;
  readonly index: number;
}

export function PictureFacts({ source, predictions, index }: PictureFactsProps) {
  const { classNames, labels, probabilities } = predictions;
  const place = useMemo(() => placeOf(index), [index]);
  const pixels = usePixels(source, place);
  const classes = classNames.length;
  const row = probabilities.subarray(index * classes, (index + 1) * classes);
  return (
    <div className={styles.facts}>
      <Picture pixels={pixels} shape={source.shape} label={spoken(predictions, index)} />
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
