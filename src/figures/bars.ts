// Horizontal bars in several panels with a common scale, such as the times of a profile. A bar may have
// several parts, and a tick at its floor, the lowest possible value.
import { axisUpTo, placing, type Axis } from './axis.ts';
import type { Figure, FigureHead } from './figure.ts';
import { fillClass } from './style.ts';
import { line, rect, text } from './svg.ts';

export interface Bar {
  readonly label: string;
  /** The parts from left to right, each in the colour of a legend entry or in grey. */
  readonly parts: readonly { readonly length: number; readonly entry?: number }[];
  readonly floor?: number;
  /** The text after the bar. */
  readonly words: string;
}

export interface BarPanel {
  readonly title: string;
  readonly bars: readonly Bar[];
}

interface BarOptions extends FigureHead {
  /** The names of the parts; none if every bar has one. */
  readonly legend?: readonly string[];
  /** The name of the tick, if bars have one. */
  readonly floor?: string;
  readonly unit: string;
  readonly panels: readonly BarPanel[];
}

const width = 860;
const left = 230;
const right = width - 120;
const rowHeight = 24;
const barHeight = 14;
const headHeight = 32;
const panelHead = 34;
const panelFoot = 56;
const longestLabel = 30;
const grey = 7;

export function barFigure({ name, title, about, legend = [], floor, unit, panels }: BarOptions): Figure {
  const longest = Math.max(1e-6, ...panels.flatMap(({ bars }) => bars.map(lengthOf)));
  const axis = axisUpTo(longest);
  let top = legend.length === 0 && floor === undefined ? 0 : headHeight;
  const parts = panels.map((panel) => {
    const drawn = drawPanel(panel, top, axis, unit);
    top += panelHead + panel.bars.length * rowHeight + panelFoot;
    return drawn;
  });
  return {
    ...{ name, title, about, width, height: top },
    parts: [
      ...legend.map(
        (entry, i) => rect(20 + 90 * i, 6, 14, barHeight, fillClass(i)) + text(40 + 90 * i, 18, entry),
      ),
      floor === undefined
        ? ''
        : floorTick(35 + 90 * legend.length, 4) + text(44 + 90 * legend.length, 18, floor),
      ...parts,
    ],
  };
}

function drawPanel({ title, bars }: BarPanel, top: number, axis: Axis, unit: string): string {
  const start = top + panelHead;
  const end = start + bars.length * rowHeight;
  const x = placing(axis, left, right);
  return [
    text(20, top + 20, title, 'strong'),
    ...axis.ticks.map(({ value, words }) => {
      const at = x(value);
      return (
        line(
          [
            [at, start],
            [at, end],
          ],
          'grid',
        ) + text(at, end + 17, words, 'quiet middle')
      );
    }),
    text((left + right) / 2, end + 36, unit, 'quiet middle'),
    ...bars.map((bar, row) => drawBar(bar, start + row * rowHeight + (rowHeight - barHeight) / 2, x)),
  ].join('\n');
}

function drawBar({ label, parts, floor, words }: Bar, top: number, x: (value: number) => number): string {
  let done = 0;
  const rects = parts.map(({ length, entry = grey }) => {
    const drawn = rect(x(done), top, x(done + length) - x(done), barHeight, fillClass(entry));
    done += length;
    return drawn;
  });
  const middle = top + barHeight - 3;
  return [
    text(left - 10, middle, label.length > longestLabel ? `…${label.slice(1 - longestLabel)}` : label, 'end'),
    ...rects,
    floor === undefined ? '' : floorTick(x(floor), top - 2),
    text(x(done) + 8, middle, words),
  ].join('');
}

const lengthOf = ({ parts }: Bar): number => parts.reduce((sum, { length }) => sum + length, 0);

/** A tick with a seam in the background colour, so that it is visible on every bar. */
const floorTick = (x: number, y: number): string =>
  ['halo seam', 'floor']
    .map((name) =>
      line(
        [
          [x, y],
          [x, y + barHeight + 4],
        ],
        name,
      ),
    )
    .join('');
