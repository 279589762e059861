// Any number of pictures in rows of which only those in sight are there. Arrow keys go from one to the next.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { Evaluation, EvaluationDocument } from '../../../../src/server/studio/contract/evaluations.ts';
import { useWidth } from '../../ui/use-width.ts';
import { evaluateWords } from '../../words/evaluate.ts';
import { percent } from '../../words/numbers.ts';
import { pictureName, type Predictions } from './core/predictions.ts';
import { Thumb } from './thumb.tsx';
import styles from './pictures.module.css';

interface PictureGridProps {
  readonly evaluation: Evaluation;
  readonly document: EvaluationDocument;
  readonly predictions: Predictions;
  readonly indices: readonly number[];
  /** The position of the one whose facts are shown. */
  readonly place: number;
  readonly onPlace: (place: number) => void;
}

const size = 56;
const gap = 6;

export function PictureGrid({
  evaluation,
  document,
  predictions,
  indices,
  place,
  onPlace,
}: PictureGridProps) {
  const [measured, width] = useWidth<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const columns = Math.max(1, Math.floor((width + gap) / (size + gap)));
  const rows = useVirtualizer({
    ...{ count: Math.ceil(indices.length / columns), estimateSize: () => size + gap, overscan: 6 },
    getScrollElement: () => scroller.current,
  });
  const { scrollToIndex } = rows;
  useEffect(() => scrollToIndex(Math.floor(place / columns)), [scrollToIndex, place, columns]);
  const press = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onPlace(Math.max(0, Math.min(indices.length - 1, place + step)));
  };
  return (
    <div ref={scroller} className={styles.scroller}>
      <div
        ref={measured}
        className={styles.grid}
        style={{ height: rows.getTotalSize() }}
        role="listbox"
        tabIndex={0}
        aria-label={evaluateWords.pictures}
        aria-activedescendant={`picture-${place}`}
        onKeyDown={press}
      >
        {width > 0 &&
          rows.getVirtualItems().flatMap(({ index: row, start }) =>
            indices.slice(row * columns, (row + 1) * columns).map((index, column) => {
              const position = row * columns + column;
              const isRight = predictions.labels[index] === predictions.predicted[index];
              return (
                <div
                  key={position}
                  id={`picture-${position}`}
                  role="option"
                  aria-selected={position === place}
                  aria-label={spoken(predictions, index)}
                  className={`${styles.cell} ${isRight ? '' : styles.wrong}`}
                  style={{ transform: `translate(${column * (size + gap)}px, ${start}px)` }}
                  onClick={() => onPlace(position)}
                >
                  <Thumb evaluation={evaluation} document={document} index={index} size={size} />
                </div>
              );
            }),
          )}
      </div>
    </div>
  );
}

function spoken(predictions: Predictions, index: number): string {
  const { classNames, labels, predicted, confidence } = predictions;
  return evaluateWords.picture(
    pictureName(predictions, index),
    classNames[labels[index]!]!,
    classNames[predicted[index]!]!,
    percent(confidence[index]),
  );
}
