// A range along one axis of the parallel coordinates: drawn with the pointer, or moved by keys.
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { placing } from '../../../../src/figures/axis.ts';
import type { ParallelColumn, ParallelFigure } from '../../../../src/figures/study/parallel-coordinates.ts';
import { number } from '../../words/numbers.ts';
import { tuneWords } from '../../words/tune.ts';
import { movedRange, type Range } from './core/brush.ts';
import styles from './tune.module.css';

interface AxisBrushProps {
  readonly column: ParallelColumn;
  readonly figure: ParallelFigure;
  readonly range: Range | undefined;
  readonly onChange: (range: Range | undefined) => void;
}

const wide = 28;
/** A shorter drag is a click, which removes the range. */
const shortest = 4;

export function AxisBrush({ column, figure: { top, bottom }, range, onChange }: AxisBrushProps) {
  const { axis, name } = column;
  const [drag, setDrag] = useState<readonly [from: number, to: number]>();
  const toY = placing(axis, bottom - top, 0);
  const within = (y: number) => Math.max(0, Math.min(bottom - top, y));
  const at = (event: PointerEvent) => within(event.clientY - event.currentTarget.getBoundingClientRect().top);
  const down = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag([at(event), at(event)]);
  };
  const move = (event: PointerEvent) => drag && setDrag([drag[0], at(event)]);
  const up = () => {
    if (!drag) return;
    const [high, low] = [Math.min(...drag), Math.max(...drag)];
    setDrag(undefined);
    onChange(low - high < shortest ? undefined : [toY.invert(low), toY.invert(high)]);
  };
  const press = (event: KeyboardEvent) => {
    const next = movedRange(column, range, event.key, event.shiftKey);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(next);
  };
  const shown = drag
    ? ([Math.max(...drag), Math.min(...drag)] as const)
    : range?.map((end) => within(toY(end)));
  return (
    <div
      className={styles.brush}
      style={{ left: column.x - wide / 2, top, width: wide, height: bottom - top }}
      role="slider"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={tuneWords.axis(name)}
      aria-valuemin={axis.lowest}
      aria-valuemax={axis.highest}
      aria-valuenow={range ? (range[0] + range[1]) / 2 : axis.lowest}
      aria-valuetext={range ? tuneWords.range(number(range[0]), number(range[1])) : tuneWords.whole}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={() => setDrag(undefined)}
      onKeyDown={press}
    >
      {shown && (
        <span className={styles.range} style={{ top: shown[1], height: Math.max(2, shown[0] - shown[1]) }} />
      )}
    </div>
  );
}
