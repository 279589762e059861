// The numbers around the pixel under the pointer.
import { learnWords } from '../../../words/learn.ts';
import type { Window } from '../core/arithmetic.ts';
import type { Place } from '../core/place.ts';
import { useLearn } from '../learn-context.ts';
import { NumberGrid } from '../number-grid.tsx';

const reach = 3;
const side = 2 * reach + 1;
const outside = -1;

export const lensWindow = ({ row, column }: Place): Window => ({
  ...{ row: row - reach, column: column - reach, height: side, width: side },
});

export function Lens() {
  const { store, question, place } = useLearn();
  const { height, width, channels } = store.walk.card.input;
  const { row, column } = lensWindow(place);
  const levels = Array.from({ length: side * side }, (_, i) => {
    const [y, x] = [row + Math.floor(i / side), column + (i % side)];
    if (y < 0 || x < 0 || y >= height || x >= width) return outside;
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += question.pixels[(c * height + y) * width + x]!;
    return Math.round(sum / channels);
  });
  return (
    <NumberGrid
      label={learnWords.lens}
      values={levels}
      columns={side}
      isSmall
      chosen={Math.floor((side * side) / 2)}
      colour={(level) => (level === outside ? 'rgb(128, 128, 128)' : `rgb(${level}, ${level}, ${level})`)}
      write={(level) => (level === outside ? '' : String(level))}
    />
  );
}
