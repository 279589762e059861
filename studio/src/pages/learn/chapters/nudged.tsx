// What the gradient promised for a nudge, and what the engine then computed.
import { decimal, learnWords } from '../../../words/learn.ts';
import { convolutionAt } from '../core/convolution-at.ts';
import { useLearn } from '../learn-context.ts';
import { Calculation } from './calculation.tsx';
import styles from './chapters.module.css';

export function Nudged() {
  const { edit, question, reading, place } = useLearn();
  const name = place.stage.kernel!;
  const index = convolutionAt(place, reading.values, question.weights).chosenWeight;
  if (edit?.name !== name || edit.index !== index)
    return <p className={styles.note}>{learnWords.nudgeFirst}</p>;
  const by = question.weights[name]![index]! - edit.before;
  const promised = edit.loss + by * edit.slope;
  return (
    <div role="status">
      <Calculation
        name={learnWords.nudge}
        steps={[
          [
            learnWords.predicted,
            `${decimal(edit.loss, 5)} + ${decimal(by, 3)} × ${decimal(edit.slope, 4)} = ${decimal(promised, 5)}`,
          ],
          [learnWords.measured, decimal(reading.loss, 5)],
        ]}
      />
    </div>
  );
}
