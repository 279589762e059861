// The gradient of a filter's weights, and a nudge that puts it to the test.
import { Button } from '../../../ui/button.tsx';
import { learnWords, signed } from '../../../words/learn.ts';
import { largest } from '../core/arithmetic.ts';
import { convolutionAt } from '../core/convolution-at.ts';
import { useLearn } from '../learn-context.ts';
import { NumberGrid } from '../number-grid.tsx';
import { changeWeight } from './weight-control.tsx';
import styles from './chapters.module.css';

const nudges = [-0.1, -0.01, -0.001, 0.001, 0.01, 0.1];

export function FilterGradient() {
  const { store, question, reading, place, go } = useLearn();
  const { stage, weight } = place;
  const name = stage.kernel!;
  const { chosenWeight } = convolutionAt(place, reading.values, question.weights);
  const start = chosenWeight - weight;
  const [kernel, gradient] = [question.weights[name]!, reading.gradients[name]!];
  const area = stage.sliding!.size[0] * stage.sliding!.size[1];
  const slice = (values: Float32Array) => Array.from(values.subarray(start, start + area));
  const shared = {
    ...{ columns: stage.sliding!.size[1], chosen: weight },
    onChoose: (chosen: number) => go({ weight: chosen }, true),
  };
  return (
    <div className={styles.column}>
      <div className={styles.terms}>
        <NumberGrid label={learnWords.kernel} values={slice(kernel)} scale={largest(kernel)} {...shared} />
        <NumberGrid
          label={learnWords.ofFilter}
          values={slice(gradient)}
          scale={largest(gradient)}
          {...shared}
        />
      </div>
      <p>
        {learnWords.slopeOf} <b>{signed(gradient[chosenWeight]!)}</b>
      </p>
      <div className={styles.bar} role="group" aria-label={learnWords.nudge}>
        <span aria-hidden="true">{learnWords.nudge}</span>
        {nudges.map((by) => (
          <Button
            key={by}
            onPress={() => changeWeight(store, name, chosenWeight, kernel[chosenWeight]! + by)}
          >
            {learnWords.nudges(by)}
          </Button>
        ))}
      </div>
    </div>
  );
}
