// A slider for one weight. What it changes can be taken back.
import { Slider } from '../../../ui/slider.tsx';
import { decimal, learnWords } from '../../../words/learn.ts';
import { largest } from '../core/arithmetic.ts';
import type { WalkStore } from '../core/walk-store.ts';
import { useLearn } from '../learn-context.ts';
import { told } from '../told.ts';
import { rememberWeights } from '../use-learn-actions.ts';

interface WeightControlProps {
  /** The name of the weights, and the position of the one among them. */
  readonly name: string;
  readonly index: number;
  readonly label: string;
}

export function WeightControl({ name, index, label }: WeightControlProps) {
  const { store, question } = useLearn();
  const bound = Math.max(1, Math.ceil(2 * largest(store.walk.weights[name]!)));
  return (
    <Slider
      label={label}
      value={Math.round(100 * question.weights[name]![index]!) / 100}
      minimum={-bound}
      maximum={bound}
      step={0.01}
      write={decimal}
      onChange={(value) => changeWeight(store, name, index, value)}
    />
  );
}

/** Changes a weight. Taking it back takes back all changes of the same weight in a row. */
export function changeWeight(store: WalkStore, name: string, index: number, value: number): void {
  if (!store.isEditing(name, index)) rememberWeights(store, learnWords.weightChanged);
  told(store.setWeight(name, index, value));
}
