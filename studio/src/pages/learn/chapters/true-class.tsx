// The class that the picture really has, as the reader says.
import { Select } from '../../../ui/select.tsx';
import { learnWords } from '../../../words/learn.ts';
import { useLearn } from '../learn-context.ts';

export function TrueClass() {
  const { store, question, go } = useLearn();
  return (
    <Select
      label={learnWords.trueClass}
      choices={store.walk.card.classNames.map((name, id) => ({ id: String(id), name }))}
      chosen={String(question.label)}
      onChoose={(id) => go({ label: Number(id) }, true)}
    />
  );
}
