// Which class is looked at; or which unit, in a dense layer before the last.
import { Slider } from '../../../ui/slider.tsx';
import { learnWords } from '../../../words/learn.ts';
import { useLearn } from '../learn-context.ts';
import { Choice } from './choice.tsx';

/** More classes than these are chosen by a slider. */
const most = 20;

export function UnitChoice() {
  const { store, place, go } = useLearn();
  const { stage, map } = place;
  const { classNames } = store.walk.card;
  const choose = (unit: number) => go({ stage: stage.id, map: unit }, true);
  const isLast = stage === store.walk.stages.at(-1);
  const nameOf = (unit: number) => (isLast ? classNames[unit]! : learnWords.unit(unit));
  if (isLast && classNames.length <= most)
    return (
      <Choice
        label={learnWords.classes}
        choices={classNames.map((name, id) => ({ id, name }))}
        chosen={map}
        onChoose={choose}
      />
    );
  return (
    <Slider
      label={isLast ? learnWords.classes : learnWords.unitName}
      value={map}
      minimum={0}
      maximum={stage.shape[0]! - 1}
      step={1}
      write={nameOf}
      onChange={choose}
    />
  );
}
