// Curves on one pair of axes under a legend: the form of most figures of a report. Places that are few are marked, so that a curve of
// one place is seen too.
import {
  curveClass,
  drawPlot,
  numbersWidth,
  placesIn,
  type Axes,
  type Box,
  type Points,
  type Scale,
} from '../../node/figure/plot.ts';
import { drawEntry, layOutLegend } from '../../node/figure/legend.ts';
import { round, text } from '../../node/figure/svg.ts';
import { readable, ticksBetween } from '../../node/figure/ticks.ts';
import type { ReportFigure } from '../figure.ts';

export interface ChartCurve {
  readonly label: string;
  readonly points: Points;
}

export interface ChartOptions extends Pick<ReportFigure, 'name' | 'title' | 'about'> {
  readonly axes: Axes;
  readonly labels: { readonly x: string; readonly y: string };
  readonly curves: readonly ChartCurve[];
  /** Drawn thin and grey below the others, without a place in the legend. */
  readonly background?: readonly Points[];
  /** From corner to corner or wherever chance would be, dashed. */
  readonly diagonal?: Points;
  /** Pixels. */
  readonly width?: number;
  /** Of the plot alone. */
  readonly plotHeight?: number;
}

const margin = 20;
/** The most places of a curve that are marked one by one. */
const mostMarked = 40;

export function chart(options: ChartOptions): ReportFigure {
  const { name, title, about, axes, labels, curves, background = [], diagonal } = options;
  const { width = 860, plotHeight = 300 } = options;
  const right = width - 28;
  const legend = layOutLegend(
    curves.map(({ label }) => label),
    { left: margin, right, top: 0 },
  );
  const top = legend.height + 40;
  const box = { left: margin + numbersWidth(axes.y), right, top, bottom: top + plotHeight };
  const lines = [...background, ...(diagonal ? [diagonal] : []), ...curves.map(({ points }) => points)];
  const classes = [
    ...background.map(() => 'rest'),
    ...(diagonal ? ['diagonal'] : []),
    ...curves.map((_, i) => curveClass(i)),
  ];
  return {
    ...{ name, title, about, width, height: box.bottom + 54 },
    parts: [
      ...legend.places.map(([x, y], i) => drawEntry(x, y, curves[i]!.label, curveClass(i))),
      text(margin, top - 16, labels.y, 'quiet'),
      drawPlot(box, axes, lines, classes),
      ...curves.flatMap(({ points }, i) => drawMarks(box, axes, points, i)),
      text((box.left + right) / 2, box.bottom + 40, labels.x, 'quiet middle'),
    ],
  };
}

/** A mark at each place, where they are few. */
export function drawMarks(box: Box, axes: Axes, points: Points, curve: number): string[] {
  if (points.length > mostMarked) return [];
  return placesIn(box, axes, points).map(
    ([x, y]) => `<circle class="fill${curve % 8}" cx="${round(x)}" cy="${round(y)}" r="3.2"/>`,
  );
}

/** An axis of shares that shows values and a little around them, within 0 to 1. */
export function scaleAround(values: readonly number[]): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(0.004, (high - low) * 0.08);
  const bounds = { lowest: Math.max(0, low - room), highest: Math.min(1, high + room) };
  const ticks = ticksBetween(bounds.lowest, bounds.highest);
  return { ...bounds, ticks: ticks.map((value) => ({ value, words: readable(value) })) };
}

/** The axis of shares from 0 to 1. */
export const unitScale: Scale = {
  lowest: 0,
  highest: 1,
  ticks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => ({ value, words: String(value) })),
};
