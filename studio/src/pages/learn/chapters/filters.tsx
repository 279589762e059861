// The filters of a convolution as small pictures of their weights.
import { useMemo } from 'react';
import { useTheme } from '../../../ui/use-theme.ts';
import { learnWords } from '../../../words/learn.ts';
import { largest } from '../core/arithmetic.ts';
import { paintSigned } from '../core/colours.ts';
import { useLearn } from '../learn-context.ts';
import { Pixels } from '../map.tsx';
import { Choice } from './choice.tsx';

/** More filters than these are chosen in the overview. */
const most = 16;

export function Filters() {
  const { question, place, go } = useLearn();
  const { stage, from, map } = place;
  const theme = useTheme();
  const kernel = question.weights[stage.kernel!]!;
  const [height, width] = stage.sliding!.size;
  const choices = useMemo(() => {
    const [filters, area] = [stage.shape[0]!, height * width];
    const [size, scale] = [kernel.length / filters, largest(kernel)];
    return Array.from({ length: filters }, (_, id) => {
      const start = id * size + from * area;
      const pixels = paintSigned(kernel.subarray(start, start + area), scale, theme);
      return { id, name: learnWords.filter(id), content: <Pixels {...{ pixels, height, width }} /> };
    });
  }, [kernel, stage, from, theme, height, width]);
  if (choices.length > most) return null;
  return (
    <Choice
      label={learnWords.filters}
      choices={choices}
      chosen={map}
      onChoose={(id) => go({ stage: stage.id, map: id }, true)}
    />
  );
}
