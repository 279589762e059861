// A chart that is as wide as its place, and shows the values under the pointer or at the arrow keys.
import { useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { ChartFigure } from '../../../src/figures/chart.ts';
import { curveTable, nearestPosition, readingAt, xsOf } from '../core/chart-reading.ts';
import { toCsv } from '../core/csv.ts';
import { commonWords } from '../words/common.ts';
import { number } from '../words/numbers.ts';
import { ChartValues } from './chart-values.tsx';
import { Figure } from './figure.tsx';
import { useWidth } from './use-width.ts';
import styles from './figure.module.css';

interface ChartProps {
  /** Draws it at a width in pixels. */
  readonly draw: (width: number) => ChartFigure | undefined;
  /** What x is, such as `epoch`. */
  readonly x: string;
  /** A value of y in words. */
  readonly write?: (value: number) => string;
  /** A value of x in words. */
  readonly writeX?: (value: number) => string;
}

/** The place of a figure begins this far left of its panel, so that its plot begins at the panel's edge. */
const bleed = 20;

export function Chart({ draw, x, write = number, writeX = number }: ChartProps) {
  const [place, width] = useWidth<HTMLDivElement>();
  const figure = useMemo(() => (width > 0 ? draw(width + bleed) : undefined), [draw, width]);
  return (
    <div ref={place} style={{ minHeight: 180 }}>
      {figure && (
        <Figure figure={figure} csv={() => csvOf(figure, x)}>
          <Reader figure={figure} x={x} write={write} writeX={writeX} />
        </Figure>
      )}
    </div>
  );
}

function csvOf({ plot }: ChartFigure, x: string): string {
  const { header, rows } = curveTable(plot, x);
  return toCsv(header, rows);
}

interface ReaderProps {
  readonly figure: ChartFigure;
  readonly x: string;
  readonly write: (value: number) => string;
  readonly writeX: (value: number) => string;
}

function Reader({ figure, x, write, writeX }: ReaderProps) {
  const [position, setPosition] = useState(-1);
  const xs = useMemo(() => xsOf(figure.plot), [figure]);
  const at = Math.min(position, xs.length - 1);
  const reading = at < 0 ? undefined : readingAt(figure.plot, xs[at]!);
  const point = (event: PointerEvent<HTMLDivElement>) =>
    setPosition(
      nearestPosition(figure.plot, xs, event.clientX - event.currentTarget.getBoundingClientRect().left),
    );
  const press = (event: KeyboardEvent) => {
    const next = moved(event.key, at, xs.length);
    if (next === undefined) return;
    event.preventDefault();
    setPosition(next);
  };
  return (
    <div
      className={styles.reader}
      role="slider"
      tabIndex={0}
      aria-label={commonWords.pointAt(figure.title)}
      aria-valuemin={xs[0] ?? 0}
      aria-valuemax={xs.at(-1) ?? 0}
      aria-valuenow={reading?.x ?? xs[0] ?? 0}
      aria-valuetext={reading ? spoken(`${x} ${writeX(reading.x)}`, reading, write) : x}
      onPointerMove={point}
      onPointerLeave={() => setPosition(-1)}
      onKeyDown={press}
      onBlur={() => setPosition(-1)}
    >
      {reading && (
        <ChartValues
          plot={figure.plot}
          width={figure.width}
          reading={reading}
          head={`${x} ${writeX(reading.x)}`}
          write={write}
        />
      )}
    </div>
  );
}

/** The position after a key; nothing if the key means nothing here. */
function moved(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowRight' || key === 'ArrowUp') return Math.min(count - 1, at + 1);
  if (key === 'ArrowLeft' || key === 'ArrowDown') return at < 0 ? count - 1 : Math.max(0, at - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}

const spoken = (
  head: string,
  reading: ReturnType<typeof readingAt>,
  write: (value: number) => string,
): string => [head, ...reading.values.map(({ label, y }) => `${label} ${write(y)}`)].join(', ');
