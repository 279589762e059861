// Learning: all weights take a step, and the prediction moves.
import { Button } from '../../../ui/button.tsx';
import { learnWords } from '../../../words/learn.ts';
import { useLearn } from '../learn-context.ts';
import { told } from '../told.ts';
import { rememberWeights } from '../use-learn-actions.ts';
import { LossTrail } from './loss-trail.tsx';
import { MovedWeights } from './moved-weights.tsx';
import { PredictionChange } from './prediction-change.tsx';
import { RateSlider } from './rate-slider.tsx';
import { TrueClass } from './true-class.tsx';
import styles from './chapters.module.css';

export function StepChapter() {
  const { store } = useLearn();
  const take = async (count: number) => {
    rememberWeights(store, learnWords.weightsStepped);
    for (let i = 0; i < count; i++) await store.step();
  };
  return (
    <div className={styles.column}>
      <div className={styles.controls}>
        <TrueClass />
        <RateSlider />
        <Button look="primary" onPress={() => told(take(1))}>
          {learnWords.takeStep}
        </Button>
        <Button onPress={() => told(take(10))}>{learnWords.takeTen}</Button>
      </div>
      <div className={styles.evidence}>
        <PredictionChange />
        <div className={styles.column}>
          <LossTrail />
          <MovedWeights />
        </div>
      </div>
    </div>
  );
}
