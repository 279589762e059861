// Named values on a common scale, the highest on top: a dot for each, with its interval if it has one.
import { axisAround, placing } from './axis.ts';
import { dotSpot, type Figure, type FigureHead } from './figure.ts';
import { drawPlot } from './plot.ts';
import { fillClass } from './style.ts';
import { circle, line, shortened, text } from './svg.ts';

export interface DotRow {
  readonly label: string;
  readonly value: number;
  readonly interval?: readonly [low: number, high: number];
  /** The position in the palette; rows of the same kind have the same colour. */
  readonly colour: number;
  /** Whether the row is in bold. */
  readonly strong?: boolean;
}

interface DotPlotOptions extends FigureHead {
  readonly rows: readonly DotRow[];
  readonly label: string;
  /** In pixels. */
  readonly width?: number;
}

const usualWidth = 860;
const usualLeft = 350;
const rowHeight = 26;
const top = 14;
/** The width of a letter of a label. */
const letter = 6.7;
const margin = 20;

/** Draws the plot. Each row is a spot, by its label. */
export function dotPlot({ name, title, about, rows, label, width = usualWidth }: DotPlotOptions): Figure {
  const left = Math.min(usualLeft, Math.round(0.42 * width));
  const right = width - 90;
  const sorted = [...rows].sort((a, b) => b.value - a.value);
  const axis = axisAround(
    sorted.flatMap(({ value, interval = [value, value] }) => interval),
    0.01,
  );
  const bottom = top + sorted.length * rowHeight;
  const x = placing(axis, left, right);
  const axes = { x: axis, y: { lowest: 0, highest: 1, ticks: [] } };
  return {
    ...{ name, title, about, width, height: bottom + 54 },
    parts: [
      drawPlot({ left, right, top, bottom }, axes),
      ...sorted.flatMap((row, i) => drawRow(row, top + (i + 0.5) * rowHeight, x, left, right)),
      text((left + right) / 2, bottom + 40, label, 'quiet middle'),
    ],
    spots: sorted.map(({ label, value }, i) =>
      dotSpot(label, `${label}: ${value.toFixed(3)}`, x(value), top + (i + 0.5) * rowHeight, rowHeight / 2),
    ),
  };
}

function drawRow(
  { label, value, interval, colour, strong }: DotRow,
  y: number,
  x: (value: number) => number,
  left: number,
  right: number,
): string[] {
  const ends = interval?.map((end) => [x(end), y] as const);
  return [
    text(
      left - 14,
      y + 4,
      shortened(label, Math.floor((left - 14 - margin) / letter)),
      strong ? 'end strong' : 'end',
    ),
    ends ? line(ends, 'whisker') : '',
    circle(x(value), y, 5, fillClass(colour)),
    text(right + 14, y + 4, value.toFixed(3), strong ? 'strong' : 'quiet'),
  ];
}
