// The bend: a cell before and after it, and its place on the curve. The curve of a normalisation is a line.
import { decimal, learnWords } from '../../../words/learn.ts';
import { planeOf } from '../core/arithmetic.ts';
import { useLearn } from '../learn-context.ts';
import { ActivationCurve } from './activation-curve.tsx';
import { BesideNormalization } from './beside-normalization.tsx';
import { NormalizationSum } from './normalization-sum.tsx';
import { StageMap } from './stage-map.tsx';
import styles from './chapters.module.css';

export function ActivationChapter() {
  const { reading, place, point } = useLearn();
  const { stage, source, map, row, column } = place;
  const before = planeOf(reading.values[source.id]!, source.shape, map);
  const after = planeOf(reading.values[stage.id]!, stage.shape, map);
  const at = row * after.width + column;
  const [x, y] = [before.values[at]!, after.values[at]!];
  const silent = before.values.filter((value) => value < 0).length;
  const isRelu = stage.type === 'relu';
  const shared = { map, size: 208, cell: [row, column] as const, onPoint: point };
  return (
    <div className={styles.column}>
      <BesideNormalization />
      <div className={styles.flow}>
        <StageMap title={learnWords.before} stage={source} {...shared} />
        <span className={styles.arrow} aria-hidden="true" />
        <StageMap title={learnWords.after} stage={stage} {...shared} arrives />
      </div>
      <div className={styles.terms}>
        <ActivationCurve type={stage.type} before={before.values} after={after.values} at={[x, y]} />
        {stage.normalization ? (
          <NormalizationSum normalization={stage.normalization} {...{ x, y }} />
        ) : (
          <p className={styles.formula} role="status">
            {isRelu
              ? `max(0, ${decimal(x)}) = ${decimal(y)}`
              : `${stage.type}(${decimal(x)}) = ${decimal(y)}`}
          </p>
        )}
      </div>
      {isRelu && <p className={styles.note}>{learnWords.silenced(silent, before.values.length)}</p>}
    </div>
  );
}
