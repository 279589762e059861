// The gradient on its way back: at the scores, at a map, and at the weights of a filter.
import { decimal, learnWords, signed } from '../../../words/learn.ts';
import { sizeOfMap } from '../core/place.ts';
import { useLearn } from '../learn-context.ts';
import { Blame } from './blame.tsx';
import { FilterGradient } from './filter-gradient.tsx';
import { Nudged } from './nudged.tsx';
import { StageMap } from './stage-map.tsx';
import styles from './chapters.module.css';

export function GradientChapter() {
  const { reading, place, point } = useLearn();
  const { stage, map, row, column } = place;
  const [height, width] = sizeOfMap(stage);
  const at = (map * height + row) * width + column;
  const shared = { stage, map, size: 164, cell: [row, column] as const, onPoint: point };
  return (
    <div className={styles.evidence}>
      <div className={styles.column}>
        <Blame />
        {stage.kind === 'convolution' && <Nudged />}
      </div>
      <div className={styles.column}>
        <div className={styles.flow}>
          <StageMap title={learnWords.activationMap} {...shared} />
          <StageMap title={learnWords.ofMap} {...shared} isGradient arrives />
        </div>
        <p className={styles.formula} role="status">
          <span>{learnWords.pixelAt(row, column)}</span>
          {learnWords.valueAndGradient(
            decimal(reading.values[stage.id]![at]!),
            signed(reading.gradients[stage.id]![at]!),
          )}
        </p>
        {stage.kind === 'convolution' && <FilterGradient />}
      </div>
    </div>
  );
}
