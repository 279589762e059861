// A choice between an activation and the normalisation beside it, in networks that have both.
import { learnWords } from '../../../words/learn.ts';
import { useLearn } from '../learn-context.ts';
import { Choice } from './choice.tsx';

export function BesideNormalization() {
  const { store, place, go } = useLearn();
  const { stages } = store.walk;
  const at = stages.indexOf(place.stage);
  const pair = [stages.slice(at - 1, at + 1), stages.slice(at, at + 2)].find((two) => isPair(two));
  if (!pair) return null;
  return (
    <Choice
      label={learnWords.stages}
      choices={pair.map(({ id, type }) => ({ id, name: learnWords.types[type] ?? type }))}
      chosen={place.stage.id}
      onChoose={(stage) => go({ stage, map: place.map, at: `${place.row},${place.column}` }, true)}
    />
  );
}

const isPair = (two: readonly { readonly kind: string }[]): boolean =>
  two.length === 2 &&
  new Set(two.map(({ kind }) => kind)).size === 2 &&
  two.every(({ kind }) => kind === 'normalization' || kind === 'activation');
