// Several plots with the same axes in two columns under one legend, for comparison.
import { numbersWidth } from './axis.ts';
import type { Figure, FigureHead } from './figure.ts';
import { drawLegend } from './legend.ts';
import { drawPlot, type Axes } from './plot.ts';
import { curveClass } from './style.ts';
import { text, type Points } from './svg.ts';

export interface Panel {
  readonly label: string;
  readonly curves: readonly Points[];
  /** The palette position of the first curve; 0 by default. */
  readonly firstColour?: number;
}

export interface PanelOptions extends FigureHead {
  readonly axes: Axes;
  readonly labels: { readonly x: string; readonly y: string };
  readonly panels: readonly Panel[];
  /** The names of each panel's curves, in order; none if the panel's label is enough. */
  readonly legend?: readonly string[];
}

const width = 860;
const margin = 20;
const right = width - 28;
const gap = 34;
const plotHeight = 150;
const plotTop = 46;
const rowHeight = plotTop + plotHeight + 26;

export function panelFigure({ name, title, about, ...options }: PanelOptions): Figure {
  const { axes, labels, panels, legend = [] } = options;
  const entries = drawLegend(legend, margin, right);
  const start = entries.height;
  const height = start + Math.ceil(panels.length / 2) * rowHeight + 40;
  const numbers = numbersWidth(axes.y);
  const across = (right - margin - gap) / 2;
  return {
    ...{ name, title, about, width, height },
    parts: [
      ...entries.parts,
      ...panels.flatMap(({ label, curves, firstColour = 0 }, i) => {
        const side = margin + (i % 2) * (across + gap);
        const top = start + Math.floor(i / 2) * rowHeight + plotTop;
        const box = { left: side + numbers, right: side + across, top, bottom: top + plotHeight };
        const classes = curves.map((_, k) => curveClass(firstColour + k));
        return [text(box.left, top - 12, label, 'strong'), drawPlot(box, axes, curves, classes)];
      }),
      text(width / 2, height - 14, `horizontal: ${labels.x}; vertical: ${labels.y}`, 'quiet middle'),
    ],
  };
}
