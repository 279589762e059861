// A map as a picture of its numbers. The pointer or the arrow keys choose a cell; a frame shows the cells
// that another number is computed from.
import { useLayoutEffect, useRef, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import type { Window } from './core/arithmetic.ts';
import { movedCell } from './core/place.ts';
import { useArrival } from './use-arrival.ts';
import styles from './map.module.css';

type Cell = readonly [number, number];

interface MapProps {
  readonly label: string;
  /** RGBA, row by row. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly height: number;
  readonly width: number;
  /** In CSS pixels; the map becomes narrower where there is no room. */
  readonly size: number;
  readonly cell?: Cell | undefined;
  readonly window?: Window | undefined;
  readonly onPoint?: ((cell: Cell) => void) | undefined;
  /** Drawing: a place in cells, and whether the stroke begins there. */
  readonly onStroke?: ((at: Cell, isFirst: boolean) => void) | undefined;
  /** The cell in words. */
  readonly spoken?: string;
  /** The tile of the overview that the map grows out of. */
  readonly tile?: string;
}

export function Map(props: MapProps) {
  const { label, pixels, height, width, size, cell, window, onPoint, onStroke, spoken, tile } = props;
  const place = useRef<HTMLDivElement>(null);
  useArrival(place, tile);
  const hit = (event: PointerEvent): Cell => {
    const box = event.currentTarget.getBoundingClientRect();
    return [
      ((event.clientY - box.top) / box.height) * height,
      ((event.clientX - box.left) / box.width) * width,
    ];
  };
  const point = (event: PointerEvent, isFirst: boolean) => {
    const at = hit(event);
    const inside: Cell = [bounded(at[0], height), bounded(at[1], width)];
    if (onStroke && event.buttons === 1) onStroke([at[0] - 0.5, at[1] - 0.5], isFirst);
    onPoint?.(inside);
  };
  const press = (event: KeyboardEvent) => {
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    if (onStroke && (event.key === ' ' || event.key === 'Enter')) onStroke(cell, true);
    else {
      const moved = movedCell(event.key, cell, [height, width]);
      if (!moved) return;
      onPoint?.(moved);
    }
    event.preventDefault();
  };
  const reads = onPoint && {
    ...{ role: 'slider', tabIndex: 0, 'aria-valuemin': 0, 'aria-valuemax': height * width - 1 },
    ...{ 'aria-valuenow': cell ? cell[0] * width + cell[1] : 0, 'aria-valuetext': spoken ?? '' },
    onPointerDown: (event: PointerEvent) => {
      if (onStroke) event.currentTarget.setPointerCapture(event.pointerId);
      point(event, true);
    },
    onPointerMove: (event: PointerEvent) => point(event, false),
    onKeyDown: press,
  };
  return (
    <div
      ref={place}
      className={`${styles.map} ${onStroke ? styles.drawn : ''}`}
      style={{ width: size, aspectRatio: `${width} / ${height}` }}
      {...(reads ?? { role: 'img' })}
      aria-label={label}
    >
      <Pixels pixels={pixels} width={width} height={height} />
      {window && <span className={styles.window} style={boxOf(window, height, width)} />}
      {cell && (
        <span
          className={styles.cell}
          style={boxOf({ row: cell[0], column: cell[1], height: 1, width: 1 }, height, width)}
        />
      )}
    </div>
  );
}

const bounded = (value: number, count: number): number => Math.max(0, Math.min(count - 1, Math.floor(value)));

const boxOf = ({ row, column, ...box }: Window, height: number, width: number): CSSProperties => ({
  ...{ left: `${(100 * column) / width}%`, top: `${(100 * row) / height}%` },
  ...{ width: `${(100 * box.width) / width}%`, height: `${(100 * box.height) / height}%` },
});

interface PixelsProps {
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly height: number;
  readonly width: number;
}

/** A canvas of one pixel for each number. */
export function Pixels({ pixels, height, width }: PixelsProps) {
  const place = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    place.current?.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  }, [pixels, width, height]);
  return <canvas ref={place} width={width} height={height} className={styles.pixels} />;
}
