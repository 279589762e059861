// The pictures that a number stands for, with their names to copy.
import { useEffect, useMemo, useRef, useState } from 'react';
import type { PixelSource } from '../../pictures/core/pixel-source.ts';
import { toasts } from '../../core/toasts.ts';
import { commonWords } from '../../words/common.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { SavePictures } from '../../ui/save-pictures.tsx';
import { evaluateWords } from '../../words/evaluate.ts';
import { count, percent } from '../../words/numbers.ts';
import { picturesOf, type Pick } from './core/picks.ts';
import { picturesCsv } from './core/tables.ts';
import type { Predictions } from './core/predictions.ts';
import { PictureFacts } from './picture-facts.tsx';
import { PictureGrid } from '../../pictures/picture-grid.tsx';
import { sheetOfPlaces } from '../../pictures/sheet-of-places.ts';
import type { ResultsProps } from './results-props.ts';
import { useRested } from '../../ui/use-rested.ts';
import { sheetPixels } from './sheet-pixels.ts';
import { attributeName } from './attribute-name.ts';
import { placeOf, spoken } from './spoken.ts';
import { useEvaluateView } from './use-view.ts';
import styles from './pictures.module.css';

/** The side of a picture, and how many stand in a row at the usual width. */
const side = 56;
const inRow = 5;

const gridHeight = (pictures: number): number =>
  Math.min(520, 16 + Math.ceil(pictures / inRow) * (side + 12));

export function Pictures(props: ResultsProps) {
  const { pick } = useEvaluateView();
  const { id, measured } = props.evaluation;
  const { document } = props.results;
  const source = useMemo(() => sheetPixels(id, measured, document.sheets), [id, measured, document.sheets]);
  if (!pick) return <p className={styles.none}>{evaluateWords.nonePicked}</p>;
  return <Picked key={JSON.stringify(pick)} pick={pick} source={source} {...props} />;
}

interface PickedProps extends ResultsProps {
  readonly pick: Pick;
  readonly source: PixelSource;
}

function Picked({ pick, source, results: { predictions } }: PickedProps) {
  const { open, search, showPicture } = useEvaluateView();
  const indices = useMemo(() => picturesOf(predictions, pick), [predictions, pick]);
  const [place, setPlace] = useState(() => Math.max(0, indices.indexOf(search.picture ?? -1)));
  const { labels, predicted } = predictions;
  const wrong = indices.filter((i) => labels[i] !== predicted[i]).length;
  const shown = indices[place];
  useRested(place === 0 ? undefined : shown, search.picture, showPicture);
  const content = useMemo(
    () => ({
      pictures: indices.map(placeOf),
      markOf: (at: number) =>
        labels[indices[at]!] === predicted[indices[at]!] ? undefined : ('bad' as const),
      active: place,
    }),
    [indices, labels, predicted, place],
  );
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    // Where the pictures stand below the figure, they come into sight.
    if (matchMedia('(max-width: 1100px)').matches) frame.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section ref={frame} className={styles.pictures} aria-label={evaluateWords.pictures}>
      <header className={styles.header}>
        <h2>{titleOf(pick, predictions)}</h2>
        <IconButton icon="close" label={evaluateWords.closePictures} onPress={() => open(undefined)} />
        <p className={styles.none} role="status">
          {indices.length > 0
            ? evaluateWords.picked(count(indices.length), count(wrong))
            : evaluateWords.emptyPick}
        </p>
        {indices.length > 0 && (
          <div className={styles.take}>
            <Button icon="copy" onPress={() => void copyNames(predictions, indices)}>
              {evaluateWords.copyList}
            </Button>
            <SavePictures
              name="pictures"
              label={commonWords.savePictures}
              total={indices.length}
              picture={() => sheetOfPlaces(source, indices.map(placeOf))}
              csv={() => picturesCsv(predictions, indices)}
            />
          </div>
        )}
      </header>
      {shown !== undefined && (
        <>
          <PictureFacts source={source} predictions={predictions} index={shown} />
          <div className={styles.grid} style={{ height: gridHeight(indices.length) }}>
            <PictureGrid
              content={content}
              source={source}
              side={side}
              label={evaluateWords.pictures}
              nameOf={(at) => spoken(predictions, indices[at]!)}
              onActive={setPlace}
            />
          </div>
        </>
      )}
    </section>
  );
}

function titleOf(pick: Pick, { classNames }: Predictions): string {
  const name = (label: number) => classNames[label] ?? String(label);
  const words = evaluateWords.picturesOf;
  switch (pick.kind) {
    case 'cell':
      return words.cell(name(pick.label), name(pick.prediction));
    case 'bin':
      return words.bin(pick.low.toFixed(2), (pick.low + 1 / 15).toFixed(2));
    case 'class':
      return words.class(name(pick.label));
    case 'taken':
      return words.taken(name(pick.label));
    case 'unsure':
      return words.unsure(percent(pick.percent / 100, 0));
    case 'slice':
      return words.slice(attributeName(pick.attribute), pick.part);
  }
}

/** The names, a line for each. */
async function copyNames(predictions: Predictions, indices: readonly number[]): Promise<void> {
  const names = indices.map((index) => predictions.files?.[index] ?? String(index));
  try {
    await navigator.clipboard.writeText(`${names.join('\n')}\n`);
    toasts.tell(evaluateWords.copiedList(count(names.length)));
  } catch {
    toasts.fail(commonWords.notCopied);
  }
}
