// Named values on one scale, the best on top: a dot each, with its interval where there is one.
import { drawPlot, type Scale } from '../../node/figure/plot.ts';
import { line, round, text } from '../../node/figure/svg.ts';
import { readable, ticksBetween } from '../../node/figure/ticks.ts';
import type { ReportFigure } from '../figure.ts';

export interface DotRow {
  readonly label: string;
  readonly value: number;
  readonly interval?: readonly [low: number, high: number];
  /** Of the palette; rows of one colour are of one kind. */
  readonly colour: number;
  /** Set in bold. */
  readonly strong?: boolean;
}

interface DotPlotOptions extends Pick<ReportFigure, 'name' | 'title' | 'about'> {
  readonly rows: readonly DotRow[];
  readonly label: string;
}

const width = 860;
const left = 330;
const right = width - 90;
const rowHeight = 26;
const top = 14;
const longestLabel = 44;

export function dotPlot({ name, title, about, rows, label }: DotPlotOptions): ReportFigure {
  const sorted = [...rows].sort((a, b) => b.value - a.value);
  const scale = scaleOf(sorted);
  const bottom = top + sorted.length * rowHeight;
  const x = (value: number) =>
    left + ((right - left) * (value - scale.lowest)) / (scale.highest - scale.lowest);
  const axes = { x: scale, y: { lowest: 0, highest: 1, ticks: [] } };
  return {
    ...{ name, title, about, width, height: bottom + 54 },
    parts: [
      drawPlot({ left, right, top, bottom }, axes, [], []),
      ...sorted.flatMap((row, i) => drawRow(row, top + (i + 0.5) * rowHeight, x)),
      text((left + right) / 2, bottom + 40, label, 'quiet middle'),
    ],
  };
}

function drawRow(
  { label, value, interval, colour, strong }: DotRow,
  y: number,
  x: (value: number) => number,
): string[] {
  const short = label.length > longestLabel ? `${label.slice(0, longestLabel - 1)}…` : label;
  const ends = interval?.map((end) => [x(end), y] as const);
  return [
    text(left - 14, y + 4, short, strong ? 'end strong' : 'end'),
    ends ? line(ends, 'whisker') : '',
    `<circle class="fill${colour % 8}" cx="${round(x(value))}" cy="${round(y)}" r="5"/>`,
    text(right + 14, y + 4, value.toFixed(3), strong ? 'strong' : 'quiet'),
  ];
}

/** Round bounds around all values and intervals, within 0 to 1. */
function scaleOf(rows: readonly DotRow[]): Scale {
  const values = rows.flatMap(({ value, interval = [value, value] }) => interval);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(0.01, (high - low) * 0.05);
  const bounds = { lowest: Math.max(0, low - room), highest: Math.min(1, high + room) };
  const ticks = ticksBetween(bounds.lowest, bounds.highest);
  return { ...bounds, ticks: ticks.map((value) => ({ value, words: readable(value) })) };
}
