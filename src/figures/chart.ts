// Curves on one pair of axes with a legend above: the form of most figures.
import { numbersWidth } from './axis.ts';
import type { Figure, FigureHead } from './figure.ts';
import { drawLegend } from './legend.ts';
import { drawMarks, drawPlot, type Axes, type Box } from './plot.ts';
import { curveClass } from './style.ts';
import { text, type Points } from './svg.ts';

export interface Curve {
  readonly label: string;
  readonly points: Points;
}

export interface ChartOptions extends FigureHead {
  readonly axes: Axes;
  readonly labels: { readonly x: string; readonly y: string };
  readonly curves: readonly Curve[];
  /** Curves drawn thin and grey below the others, without a legend entry. */
  readonly background?: readonly Points[];
  /** A dashed curve, such as the diagonal or the results of chance. */
  readonly diagonal?: Points;
  /** Dashed vertical lines at these values of x. */
  readonly breaks?: readonly number[];
  /** The width of the figure and the height of the plot without legend and labels, in pixels. */
  readonly width?: number;
  readonly plotHeight?: number;
}

/** A chart also tells where its values are, for a page that shows them under the pointer. */
export interface ChartFigure extends Figure {
  readonly plot: { readonly box: Box; readonly axes: Axes; readonly curves: readonly Curve[] };
}

const margin = 20;
/** The position of grey in the palette. */
const grey = 7;

export function chart(options: ChartOptions): ChartFigure {
  const { name, title, about, axes, labels, curves, background = [], diagonal, breaks = [] } = options;
  const { width = 860, plotHeight = 300 } = options;
  const right = width - 28;
  const legend = drawLegend(
    curves.map(({ label }) => label),
    margin,
    right,
  );
  const top = legend.height + 40;
  const box = { left: margin + numbersWidth(axes.y), right, top, bottom: top + plotHeight };
  const dashed = [...breaks.map((x) => upright(x, axes)), ...(diagonal ? [diagonal] : [])];
  const lines = [...background, ...dashed, ...curves.map(({ points }) => points)];
  const classes = [
    ...background.map(() => 'rest'),
    ...dashed.map(() => 'diagonal'),
    ...curves.map((_, i) => curveClass(i)),
  ];
  return {
    ...{ name, title, about, width, height: box.bottom + 54, plot: { box, axes, curves } },
    parts: [
      ...legend.parts,
      text(margin, top - 16, labels.y, 'quiet'),
      drawPlot(box, axes, lines, classes),
      ...background
        .filter((points) => points.length === 1)
        .flatMap((points) => drawMarks(box, axes, points, grey)),
      ...curves.flatMap(({ points }, i) => drawMarks(box, axes, points, i)),
      text((box.left + right) / 2, box.bottom + 40, labels.x, 'quiet middle'),
    ],
  };
}

/** A line from the bottom of a plot to its top. */
const upright = (x: number, { y }: Axes): Points => [
  [x, y.lowest],
  [x, y.highest],
];
