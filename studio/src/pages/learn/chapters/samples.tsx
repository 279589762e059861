// The sketches that one can choose, one of each class.
import { useMemo } from 'react';
import { learnWords } from '../../../words/learn.ts';
import { paintPicture } from '../core/colours.ts';
import { sampleSide, samples } from '../core/pictures.ts';
import { useLearn } from '../learn-context.ts';
import { Pixels } from '../map.tsx';
import { useChosenSample } from '../use-chosen-sample.ts';
import { Choice } from './choice.tsx';

export function Samples() {
  const { go } = useLearn();
  const chosen = useChosenSample();
  const choices = useMemo(
    () =>
      samples().map(({ name, pixels }, id) => ({
        ...{ id, name: learnWords.sample(name) },
        content: <Pixels pixels={paintPicture(pixels, 1)} height={sampleSide} width={sampleSide} />,
      })),
    [],
  );
  return (
    <Choice
      label={learnWords.picture}
      choices={choices}
      chosen={chosen}
      onChoose={(id) => go({ picture: String(id), label: undefined })}
    />
  );
}
