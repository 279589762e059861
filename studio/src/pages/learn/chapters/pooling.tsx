// A window of a map, and the one number that is kept of it.
import { Slider } from '../../../ui/slider.tsx';
import { decimal, learnWords } from '../../../words/learn.ts';
import { outputAt, planeOf, positionOfLargest, valuesUnder, windowAt } from '../core/arithmetic.ts';
import { sizeOfMap } from '../core/place.ts';
import { useLearn } from '../learn-context.ts';
import { NumberGrid } from '../number-grid.tsx';
import { StageMap } from './stage-map.tsx';
import styles from './chapters.module.css';

/** Larger windows are not written out. */
const mostWritten = 100;

export function PoolingChapter() {
  const { reading, place, point, go } = useLearn();
  const { stage, source, map, row, column } = place;
  const sliding = stage.sliding!;
  const isMax = stage.type.toLowerCase().includes('max');
  const isGlobal = stage.shape.length === 1;
  const input = planeOf(reading.values[source.id]!, source.shape, map);
  const values = valuesUnder(sliding, row, column, input);
  const output = sizeOfMap(stage);
  const result = reading.values[stage.id]![(map * output[0] + row) * output[1] + column]!;
  return (
    <div className={styles.column}>
      {isGlobal && (
        <Slider
          label={learnWords.mapNumber}
          value={map + 1}
          {...{ minimum: 1, maximum: stage.shape[0]!, step: 1 }}
          onChange={(next) => go({ stage: stage.id, map: next - 1, at: undefined }, true)}
        />
      )}
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
        {values.length <= mostWritten && (
          <NumberGrid
            label={learnWords.inWindow}
            values={values}
            columns={sliding.size[1]}
            chosen={isMax ? positionOfLargest(values) : undefined}
            isSmall={sliding.size[1] > 3}
          />
        )}
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
