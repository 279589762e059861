// A window of a map, and the one number that is kept of it.
import { decimal, learnWords } from '../../../words/learn.ts';
import { outputAt, planeOf, positionOfLargest, valuesUnder, windowAt } from '../core/arithmetic.ts';
import { sizeOfMap } from '../core/place.ts';
import { useLearn } from '../learn-context.ts';
import { NumberGrid } from '../number-grid.tsx';
import { StageMap } from './stage-map.tsx';
import styles from './chapters.module.css';

export function PoolingChapter() {
  const { reading, place, point } = useLearn();
  const { stage, source, map, row, column } = place;
  const sliding = stage.sliding!;
  const isMax = stage.type === 'maxPooling2d';
  const input = planeOf(reading.values[source.id]!, source.shape, map);
  const values = valuesUnder(sliding, row, column, input);
  const output = sizeOfMap(stage);
  const result = reading.values[stage.id]![(map * output[0] + row) * output[1] + column]!;
  return (
    <div className={styles.column}>
      <div className={styles.flow}>
        <StageMap
          title={learnWords.input}
          {...{ stage: source, map, size: 208 }}
          window={windowAt(sliding, row, column)}
          onPoint={(cell) => point(outputAt(sliding, cell, output))}
        />
        <span className={styles.arrow} aria-hidden="true" />
        <StageMap
          title={learnWords.output}
          {...{ stage, map, arrives: true, onPoint: point, cell: [row, column] }}
          size={Math.round((208 * output[1]) / input.width)}
        />
      </div>
      <div className={styles.terms}>
        <NumberGrid
          label={learnWords.inWindow}
          values={values}
          columns={sliding.size[1]}
          chosen={isMax ? positionOfLargest(values) : undefined}
        />
        <p className={styles.formula}>
          {learnWords.pooled(isMax ? learnWords.largest : learnWords.mean, values, result)}
        </p>
      </div>
      <p className={styles.note} role="status">
        {learnWords.engineSays(decimal(result, 4))}
      </p>
    </div>
  );
}
