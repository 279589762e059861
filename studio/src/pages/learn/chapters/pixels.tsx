// The picture as a table of numbers, and drawing on it.
import { useMemo, useRef, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { learnWords } from '../../../words/learn.ts';
import { dab, pointsBetween } from '../core/brush.ts';
import { paintPicture } from '../core/colours.ts';
import { useLearn } from '../learn-context.ts';
import { Map } from '../map.tsx';
import { Choice } from './choice.tsx';
import { Lens, lensWindow } from './lens.tsx';
import { PixelFacts } from './pixel-facts.tsx';
import { Samples } from './samples.tsx';
import styles from './chapters.module.css';

const tools = ['look', 'draw', 'erase'] as const;
type Tool = (typeof tools)[number];

export function PixelsChapter() {
  const { store, question, place, point, showOwn } = useLearn();
  const { input } = store.walk.card;
  const { pixels } = question;
  const [tool, setTool] = useState<Tool>('look');
  const last = useRef<readonly [number, number]>([0, 0]);
  const painted = useMemo(() => paintPicture(pixels, input.channels), [pixels, input]);
  const stroke = (at: readonly [number, number], isFirst: boolean) => {
    const level = tool === 'draw' ? 255 : 0;
    const points = isFirst ? [at] : pointsBetween(last.current, at);
    last.current = at;
    showOwn(points.reduce((drawn, one) => dab(drawn, input, one, level), store.wantedPixels()));
  };
  const level = pixels[place.row * input.width + place.column]!;
  return (
    <div className={styles.pixels}>
      <div className={styles.column}>
        <div className={styles.bar}>
          <Choice
            label={learnWords.tools}
            choices={tools.map((id) => ({ id, name: learnWords.toolNames[id] }))}
            chosen={tool}
            onChoose={setTool}
          />
          <Button look="quiet" onPress={() => showOwn(new Uint8Array(pixels.length))}>
            {learnWords.clear}
          </Button>
        </div>
        <Map
          label={learnWords.picture}
          pixels={painted}
          height={input.height}
          width={input.width}
          size={336}
          cell={[place.row, place.column]}
          window={lensWindow(place)}
          onPoint={point}
          spoken={learnWords.cell(place.row, place.column, String(level))}
          tile="picture:0"
          {...(tool !== 'look' && { onStroke: stroke })}
        />
        <Samples />
        <p className={styles.note}>{learnWords.dropHint}</p>
      </div>
      <div className={styles.column}>
        <Lens />
        <PixelFacts />
      </div>
    </div>
  );
}
