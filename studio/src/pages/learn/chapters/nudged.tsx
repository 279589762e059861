// What the gradient promised for a nudge, and what the engine then computed.
import { decimal, learnWords } from '../../../words/learn.ts';
import { useLearn } from '../learn-context.ts';
import { Calculation } from './calculation.tsx';
import styles from './chapters.module.css';

export function Nudged({ name, index }: { readonly name: string; readonly index: number }) {
  const { edit, question, reading } = useLearn();
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
