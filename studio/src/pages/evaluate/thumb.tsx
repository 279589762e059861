// One picture out of the sheets of an evaluation.
import type { Evaluation, EvaluationDocument } from '../../../../src/server/studio/contract/evaluations.ts';
import { evaluationFile } from './queries.ts';
import styles from './pictures.module.css';

interface ThumbProps {
  readonly evaluation: Evaluation;
  readonly document: EvaluationDocument;
  readonly index: number;
  /** The longer side, in pixels. */
  readonly size: number;
}

export function Thumb({ evaluation: { id, measured = 0 }, document, index, size }: ThumbProps) {
  const { perSheet, columns, width, height } = document.sheets;
  const [sheet, place] = [Math.floor(index / perSheet), index % perSheet];
  const scale = size / Math.max(width, height);
  const [wide, high] = [width * scale, height * scale];
  return (
    <span
      className={`${styles.thumb} ${scale > 1.5 ? styles.coarse : ''}`}
      style={{
        ...{ width: wide, height: high },
        backgroundImage: `url("${evaluationFile(id, `pictures-${sheet}.webp`)}?at=${measured}")`,
        backgroundSize: `${columns * wide}px auto`,
        backgroundPosition: `${-(place % columns) * wide}px ${-Math.floor(place / columns) * high}px`,
      }}
    />
  );
}
