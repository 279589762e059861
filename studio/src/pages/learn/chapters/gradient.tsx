// The gradient on its way back: at the scores, at a map, and at the weights of a filter.
import { learnWords } from '../../../words/learn.ts';
import { useLearn } from '../learn-context.ts';
import { Blame } from './blame.tsx';
import { FilterGradient } from './filter-gradient.tsx';
import { Nudged } from './nudged.tsx';
import { StageMap } from './stage-map.tsx';
import styles from './chapters.module.css';

export function GradientChapter() {
  const { place, point } = useLearn();
  const { stage, map, row, column } = place;
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
        {stage.kind === 'convolution' && <FilterGradient />}
      </div>
    </div>
  );
}
