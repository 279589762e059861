// The drawing of a computation graph, such as a training step: a box for each node, coloured by its part of
// the step, with the shape of its first output. items.ts decides what is drawn, and layout.ts where.
import type { Graph } from '../../engine/graph/graph.ts';
import type { Figure, FigureHead } from '../figure.ts';
import { wordsWidth } from '../legend.ts';
import { tintClass } from '../style.ts';
import { line, path, rect, round, text } from '../svg.ts';
import { pictureOf, type Edge, type Item, type Role } from './items.ts';
import { layOut, type Layout } from './layout.ts';

/** Positions in the palette. */
const colours: Readonly<Record<Role, number>> = { forward: 0, backward: 4, update: 2, input: 1, output: 6 };
const words: Readonly<Record<Role, string>> = {
  forward: 'forward',
  backward: 'backward',
  update: 'update',
  input: 'input',
  output: 'result',
};

const pitch = 46;
const boxHeight = 32;
const margin = 20;
const legendHeight = 26;
const labelWidth = 136;
const gutter = 56;
const bandGap = 16;
const leastWidth = 620;
/** The approximate width of a letter in a box. */
const letterWidth = 7;

const widthOf = ({ title, value }: Item): number =>
  Math.ceil(Math.max(title.length, formatShape(value.shape).length) * letterWidth + 16);

const formatShape = (shape: Item['value']['shape']): string =>
  shape.length === 0 ? 'scalar' : shape.join('×');

/** Draws the nodes that the outputs of a graph need, without constants. */
export function graphFigure(graph: Graph, head: FigureHead): Figure {
  const picture = pictureOf(graph);
  const canvas = new Canvas(layOut(picture, widthOf));
  const { width, height } = canvas;
  return {
    ...head,
    ...{ width, height },
    parts: [
      ...drawLegend(picture.items),
      ...picture.bands.flatMap((name, band) => canvas.band(name, band)),
      ...picture.edges.map((edge) => canvas.edge(edge)),
      ...picture.items.map((item) => canvas.item(item)),
    ],
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Converts rows and columns of a layout to pixels. */
class Canvas {
  readonly width: number;
  readonly height: number;
  private readonly layout: Layout;
  private readonly offsets: Readonly<Record<Item['side'], number>>;

  constructor(layout: Layout) {
    this.layout = layout;
    const { left, right } = layout.widths;
    const start = margin + labelWidth;
    this.offsets = { left: start, right: start + left + (left > 0 ? gutter : 0) };
    this.width = Math.max(leastWidth, Math.ceil(this.offsets.right + right + margin));
    this.height = Math.ceil(this.y(layout.bandRows.at(-1)!) + margin - pitch / 2);
  }

  /** The middle of a row; there are gaps between bands. */
  private y(row: number): number {
    const band = this.layout.bandRows.filter((first) => first > 0 && first <= row).length;
    return legendHeight + bandGap + row * pitch + pitch / 2 + band * bandGap;
  }

  /** The middle of an item. */
  private at(item: Item): Point {
    return {
      x: this.offsets[item.side] + this.layout.x.get(item)!,
      y: this.y(this.layout.rows.get(item)!),
    };
  }

  band(name: string, band: number): string[] {
    const y = this.y(this.layout.bandRows[band]!) - pitch / 2 - bandGap / 2;
    const ends = [margin, this.width - margin].map((x) => [x, y] as const);
    return [line(ends, 'grid'), text(margin, y + 20, name, 'strong quiet')];
  }

  edge(edge: Edge): string {
    const { from, to } = edge;
    const [start, end] = [this.at(from), this.at(to)];
    const className = `edge curve${colours[from.role]}`;
    if (from.side !== to.side) {
      const [x, endX] = [start.x + widthOf(from) / 2, end.x - widthOf(to) / 2];
      const middle = (endX - x) / 2;
      const [leave, arrive] = [pair(x + middle, start.y), pair(endX - middle, end.y)];
      return path(`M${pair(x, start.y)}C${leave} ${arrive} ${pair(endX, end.y)}`, `${className} aside`);
    }
    const reach = ((from.side === 'left' ? 1 : -1) * boxHeight) / 2;
    const points = [
      { x: start.x, y: start.y + reach },
      ...this.layout.bends
        .get(edge)!
        .map(({ x, row }) => ({ x: this.offsets[from.side] + x, y: this.y(row) })),
      { x: end.x, y: end.y - reach },
    ];
    return path(`M${pair(points[0]!.x, points[0]!.y)}${curvesThrough(points).join('')}`, className);
  }

  item(item: Item): string {
    const { x, y } = this.at(item);
    const width = widthOf(item);
    const isRound = item.role === 'input' || item.role === 'output';
    const className = `${tintClass(colours[item.role])}${borderClass(item.domain)}`;
    return [
      rect(x - width / 2, y - boxHeight / 2, width, boxHeight, className, isRound ? boxHeight / 2 : 4),
      text(x, y - 2, item.title, 'small middle'),
      text(x, y + 11, formatShape(item.value.shape), 'small quiet middle'),
    ].join('');
  }
}

/** Smooth curves through points (Catmull & Rom, 1974) that start and end vertically. */
function curvesThrough(points: readonly Point[]): string[] {
  const slopes = points.map(({ y }, i) => {
    const [last, next] = [points[i - 1], points[i + 1]];
    if (last && next) return { x: (next.x - last.x) / 6, y: (next.y - last.y) / 6 };
    return { x: 0, y: (next ? next.y - y : y - last!.y) / 2 };
  });
  return points.slice(1).map((point, i) => {
    const [last, leave, arrive] = [points[i]!, slopes[i]!, slopes[i + 1]!];
    const first = pair(last.x + leave.x, last.y + leave.y);
    return `C${first} ${pair(point.x - arrive.x, point.y - arrive.y)} ${pair(point.x, point.y)}`;
  });
}

/** Our own operators have a dashed border, the runtime's own operators a heavy one. */
function borderClass(domain: string): string {
  if (domain === 'atelier') return ' own';
  return domain ? ' heavy' : '';
}

function drawLegend(items: readonly Item[]): string[] {
  const roles = (Object.keys(words) as Role[]).filter((role) => items.some((item) => item.role === role));
  const hasDomain = (start: string) => items.some(({ domain }) => domain.startsWith(start));
  const entries = [
    ...roles.map((role) => ({
      word: words[role],
      className: tintClass(colours[role]),
      radius: role.endsWith('put') ? 7 : 3,
    })),
    ...(hasDomain('atelier') ? [{ word: 'our own operator', className: 'chip own', radius: 3 }] : []),
    ...(hasDomain('com.') ? [{ word: 'blocked layout', className: 'chip heavy', radius: 3 }] : []),
  ];
  let x = margin;
  return entries.map(({ word, className, radius }) => {
    const start = x;
    x += 34 + wordsWidth(word) + 20;
    return rect(start, 4, 26, 14, className, radius) + text(start + 34, 16, word);
  });
}

const pair = (x: number, y: number): string => `${round(x)} ${round(y)}`;
