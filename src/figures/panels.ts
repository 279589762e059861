// Several plots with the same axes in two columns under one legend, for comparison.
import { numbersWidth } from './axis.ts';
import type { Figure, FigureHead } from './figure.ts';
import { drawLegend } from './legend.ts';
import { panelGrid, panelMargins, usualPanelWidth } from './panel-grid.ts';
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

const width = usualPanelWidth;

export function panelFigure({ name, title, about, ...options }: PanelOptions): Figure {
  const { axes, labels, panels, legend = [] } = options;
  const entries = drawLegend(legend, panelMargins.left, width - panelMargins.right);
  const { boxes, end } = panelGrid(panels.length, {
    ...{ width, numbers: numbersWidth(axes.y), start: entries.height, above: 46, below: 26 },
  });
  const height = end + 40;
  return {
    ...{ name, title, about, width, height },
    parts: [
      ...entries.parts,
      ...panels.flatMap(({ label, curves, firstColour = 0 }, i) => {
        const box = boxes[i]!;
        const classes = curves.map((_, k) => curveClass(firstColour + k));
        return [text(box.left, box.top - 12, label, 'strong'), drawPlot(box, axes, curves, classes)];
      }),
      text(width / 2, height - 14, `horizontal: ${labels.x}; vertical: ${labels.y}`, 'quiet middle'),
    ],
  };
}
