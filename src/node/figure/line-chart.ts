// Curves on the same axes: a few together in one plot with a legend above it, many each in a plot of its own; or several in
// each of several plots, to be compared from plot to plot.
import {
  curveClass,
  curveStyles,
  drawPlot,
  numbersWidth,
  type Axes,
  type Curve,
  type Points,
} from './plot.ts';
import { drawEntry, layOutLegend } from './legend.ts';
import { svgDocument, text } from './svg.ts';

interface Frame {
  readonly title: string;
  /** One line of small print below the title. */
  readonly about: string;
  readonly axes: Axes;
  readonly labels: { readonly x: string; readonly y: string };
}

interface Chart extends Frame {
  readonly curves: readonly Curve[];
}

const width = 860;
const margin = 20;
const right = width - 28;
const headHeight = 72;
/** Below a plot, for its numbers and what they are. */
const footHeight = 54;

const legendFrame = { left: margin, right, top: headHeight };

/** The most curves that are told apart well in one plot. */
const mostTogether = 4;

/** The chart as an SVG document. */
export const drawLineChart = (chart: Chart): string =>
  chart.curves.length <= mostTogether ? drawTogether(chart) : drawApart(chart);

const head = ({ title, about }: Frame): string[] => [
  text(margin, 32, title, 'title'),
  text(margin, 54, about, 'quiet'),
];

function drawTogether(chart: Chart): string {
  const { title, axes, labels, curves } = chart;
  const legend = layOutLegend(
    curves.map(({ label }) => label),
    legendFrame,
  );
  const top = headHeight + legend.height + 42;
  const bottom = top + 340;
  const left = margin + numbersWidth(axes.y);
  const classes = curves.map((_, i) => curveClass(i));
  return svgDocument({ width, height: bottom + footHeight, title, styles: curveStyles }, [
    ...head(chart),
    ...legend.places.map(([x, y], i) => drawEntry(x, y, curves[i]!.label, classes[i]!)),
    text(margin, top - 16, labels.y, 'quiet'),
    drawPlot(
      { left, right, top, bottom },
      axes,
      curves.map(({ points }) => points),
      classes,
    ),
    text((left + right) / 2, bottom + 40, labels.x, 'quiet middle'),
  ]);
}

const gap = 34;
const smallHeight = 150;
const smallTop = 46;
const rowHeight = smallTop + smallHeight + 26;

const drawApart = (chart: Chart): string =>
  drawInColumns(
    chart,
    chart.curves.map(({ label, points }, i) => ({ label, curves: [points], classes: [curveClass(i)] })),
  );

interface PanelChart extends Frame {
  /** What the curves of each panel are, in their order. */
  readonly legend: readonly string[];
  readonly panels: readonly { readonly label: string; readonly curves: readonly Points[] }[];
}

/** The same kinds of curves in a plot for each panel, under one legend, as an SVG document. */
export function drawPanels({ legend, panels, ...frame }: PanelChart): string {
  const classes = legend.map((_, i) => curveClass(i));
  return drawInColumns(
    frame,
    panels.map((panel) => ({ ...panel, classes })),
    legend,
  );
}

interface Panel {
  readonly label: string;
  readonly curves: readonly Points[];
  readonly classes: readonly string[];
}

/** In two columns, each under its name. */
function drawInColumns(frame: Frame, panels: readonly Panel[], legend: readonly string[] = []): string {
  const { title, axes, labels } = frame;
  const entries = layOutLegend(legend, legendFrame);
  const start = headHeight + (legend.length > 0 ? entries.height + 12 : 0);
  const height = start + Math.ceil(panels.length / 2) * rowHeight + 40;
  const numbers = numbersWidth(axes.y);
  const across = (right - margin - gap) / 2;
  return svgDocument({ width, height, title, styles: curveStyles }, [
    ...head(frame),
    ...entries.places.map(([x, y], i) => drawEntry(x, y, legend[i]!, curveClass(i))),
    ...panels.flatMap(({ label, curves, classes }, i) => {
      const side = margin + (i % 2) * (across + gap);
      const top = start + Math.floor(i / 2) * rowHeight + smallTop;
      const box = { left: side + numbers, right: side + across, top, bottom: top + smallHeight };
      return [text(box.left, top - 12, label, 'name'), drawPlot(box, axes, curves, classes)];
    }),
    text(width / 2, height - 14, `across: ${labels.x}; up: ${labels.y}`, 'quiet middle'),
  ]);
}
