// The learning rate, from 0.001 to 1 in even factors.
import { Slider } from '../../../ui/slider.tsx';
import { number } from '../../../words/numbers.ts';
import { learnWords } from '../../../words/learn.ts';
import { useLearn } from '../learn-context.ts';
import { told } from '../told.ts';

const rateAt = (power: number): number => Number((10 ** power).toPrecision(2));

export function RateSlider() {
  const { store, question } = useLearn();
  return (
    <Slider
      label={learnWords.rate}
      value={Math.round(10 * Math.log10(question.rate)) / 10}
      minimum={-3}
      maximum={0}
      step={0.1}
      write={(power) => number(rateAt(power))}
      onChange={(power) => told(store.setRate(rateAt(power)))}
    />
  );
}
