// One output of a convolution by hand: the window, the weights, the products, their sum.
import { decimal, learnWords } from '../../../words/learn.ts';
import { outputAt, windowAt } from '../core/arithmetic.ts';
import { convolutionAt } from '../core/convolution-at.ts';
import { sizeOfMap } from '../core/place.ts';
import { useLearn } from '../learn-context.ts';
import { Filters } from './filters.tsx';
import { InputMaps } from './input-maps.tsx';
import { SlideButton } from './slide-button.tsx';
import { StageMap } from './stage-map.tsx';
import { SumOfProducts } from './sum-of-products.tsx';
import { WeightControl } from './weight-control.tsx';
import styles from './chapters.module.css';

export function ConvolutionChapter() {
  const { question, reading, place, point } = useLearn();
  const { stage, source, map, row, column, from } = place;
  const sliding = stage.sliding!;
  const { first, terms, bias, result, chosenWeight } = convolutionAt(place, reading.values, question.weights);
  const sums = terms.map(({ sum }) => sum);
  const output = sizeOfMap(stage);
  return (
    <div className={styles.column}>
      <div className={styles.bar}>
        <Filters />
        <SlideButton />
      </div>
      <div className={styles.flow}>
        <StageMap
          title={learnWords.input}
          {...{ stage: source, map: first + from, size: 180 }}
          window={windowAt(sliding, row, column)}
          onPoint={(cell) => point(outputAt(sliding, cell, output))}
        />
        <span className={styles.arrow} aria-hidden="true" />
        <StageMap
          title={learnWords.output}
          {...{ stage, map, size: 180, arrives: true, onPoint: point }}
          cell={[row, column]}
        />
      </div>
      {terms.length > 1 && <InputMaps sums={sums} />}
      <SumOfProducts terms={terms[from]!} {...{ sums, bias, result }} />
      <div className={styles.bar}>
        <WeightControl name={stage.kernel!} index={chosenWeight} label={learnWords.chosenWeight} />
        <p className={styles.note} role="status">
          {learnWords.engineSays(decimal(result, 4))}
        </p>
      </div>
    </div>
  );
}
