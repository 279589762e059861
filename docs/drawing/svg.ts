// A graph as an SVG.
import type { Graph } from '../../src/engine/graph/graph.ts';
import { pictureOf, type Edge, type Item, type Role } from './items.ts';
import { layOut, type Layout } from './layout.ts';

export interface DrawOptions {
  readonly title: string;
}

const colours: Readonly<Record<Role, readonly [fill: string, stroke: string]>> = {
  forward: ['#dbeafe', '#2f6fd0'],
  backward: ['#fde5d2', '#c8621b'],
  update: ['#d9f5e0', '#2a8a4f'],
  input: ['#fff6c9', '#a18300'],
  output: ['#efe4fd', '#7a4fc0'],
};
const words: Readonly<Record<Role, string>> = {
  forward: 'forward',
  backward: 'backward',
  update: 'update',
  input: 'fed',
  output: 'result',
};

const pitch = 44;
const boxHeight = 30;
const margin = 16;
const head = 66;
const labelWidth = 128;
const gutter = 56;
const bandGap = 16;

const widthOf = ({ title, value }: Item): number =>
  Math.ceil(Math.max(title.length * 6.7, formatShape(value.shape).length * 5.9) + 14);

const formatShape = (shape: Item['value']['shape']): string =>
  shape.length === 0 ? 'scalar' : shape.join('×');

/** Draws what the outputs of a graph need. */
export function drawGraph(graph: Graph, { title }: DrawOptions): string {
  const picture = pictureOf(graph);
  const layout = layOut(picture, widthOf);
  const canvas = new Canvas(layout);
  const roles = [...new Set(picture.items.map(({ role }) => role))];
  const { width, height } = canvas;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Helvetica, Arial, sans-serif">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(margin, 24, title, 'font-size="15" font-weight="bold" fill="#1f2328"'),
    ...legend(picture.items, roles),
    ...picture.bands.flatMap((name, band) => canvas.band(name, band)),
    ...picture.edges.map((edge) => canvas.edge(edge)),
    ...picture.items.map((item) => canvas.item(item)),
    '</svg>',
    '',
  ].join('\n');
}

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
    this.width = Math.max(620, Math.ceil(this.offsets.right + right + margin));
    this.height = Math.ceil(this.y(layout.bandRows.at(-1)!) + margin - pitch / 2);
  }

  /** The middle of a row; bands stand apart. */
  private y(row: number): number {
    const band = this.layout.bandRows.filter((first) => first > 0 && first <= row).length;
    return head + bandGap + row * pitch + pitch / 2 + band * bandGap;
  }

  private x(item: Item): number {
    return this.offsets[item.side] + this.layout.x.get(item)!;
  }

  band(name: string, band: number): string[] {
    const y = this.y(this.layout.bandRows[band]!) - pitch / 2 - bandGap / 2;
    return [
      `<path d="M${margin} ${y}H${this.width - margin}" stroke="#d0d7de"/>`,
      text(margin, y + 20, name, 'font-size="12" font-weight="bold" fill="#59636e"'),
    ];
  }

  edge(edge: Edge): string {
    const { from, to } = edge;
    const [fill, stroke] = [`fill="none"`, `stroke="${colours[from.role][1]}"`];
    if (from.side !== to.side) {
      const [x, y] = [this.x(from) + widthOf(from) / 2, this.y(this.layout.rows.get(from)!)];
      const [endX, endY] = [this.x(to) - widthOf(to) / 2, this.y(this.layout.rows.get(to)!)];
      const middle = (endX - x) / 2;
      const curve = `M${at(x, y)}C${at(x + middle, y)} ${at(endX - middle, endY)} ${at(endX, endY)}`;
      return `<path d="${curve}" ${fill} ${stroke} stroke-opacity="0.45" stroke-dasharray="4 3"/>`;
    }
    const direction = from.side === 'left' ? 1 : -1;
    const reach = (direction * boxHeight) / 2;
    const points = [
      { x: this.x(from), y: this.y(this.layout.rows.get(from)!) + reach },
      ...this.layout.bends
        .get(edge)!
        .map(({ x, row }) => ({ x: this.offsets[from.side] + x, y: this.y(row) })),
      { x: this.x(to), y: this.y(this.layout.rows.get(to)!) - reach },
    ];
    const path = `M${at(points[0]!.x, points[0]!.y)}${curvesThrough(points).join('')}`;
    return `<path d="${path}" ${fill} ${stroke} stroke-opacity="0.75"/>`;
  }

  item(item: Item): string {
    const [x, y] = [this.x(item), this.y(this.layout.rows.get(item)!)];
    const width = widthOf(item);
    const [fill, stroke] = colours[item.role];
    const isLozenge = item.role === 'input' || item.role === 'output';
    const box = [
      `x="${round(x - width / 2)}" y="${round(y - boxHeight / 2)}" width="${width}" height="${boxHeight}"`,
      `rx="${isLozenge ? boxHeight / 2 : 4}" fill="${fill}" stroke="${stroke}" ${borderOf(item.domain)}`,
    ].join(' ');
    const shape = formatShape(item.value.shape);
    return [
      `<rect ${box}/>`,
      text(x, y - 2, item.title, 'font-size="11.5" fill="#1f2328" text-anchor="middle"'),
      text(x, y + 11, shape, 'font-size="10" fill="#59636e" text-anchor="middle"'),
    ].join('');
  }
}

/** Smooth curves from point to point (Catmull & Rom, 1974) that leave and arrive upright. */
function curvesThrough(points: readonly { x: number; y: number }[]): string[] {
  const slopes = points.map(({ y }, i) => {
    const [last, next] = [points[i - 1], points[i + 1]];
    if (last && next) return { x: (next.x - last.x) / 6, y: (next.y - last.y) / 6 };
    return { x: 0, y: (next ? next.y - y : y - last!.y) / 2 };
  });
  return points.slice(1).map((point, i) => {
    const [last, leave, arrive] = [points[i]!, slopes[i]!, slopes[i + 1]!];
    const [first, second] = [
      at(last.x + leave.x, last.y + leave.y),
      at(point.x - arrive.x, point.y - arrive.y),
    ];
    return `C${first} ${second} ${at(point.x, point.y)}`;
  });
}

/** Operators of our own have a broken border, the runtime's own a thick one. */
function borderOf(domain: string): string {
  if (domain === 'atelier') return 'stroke-width="1.6" stroke-dasharray="5 3"';
  return domain ? 'stroke-width="2.6"' : 'stroke-width="1"';
}

function legend(items: readonly Item[], roles: readonly Role[]): string[] {
  const domains = new Set(items.map(({ domain }) => domain));
  const entries = [
    ...(Object.keys(words) as Role[])
      .filter((role) => roles.includes(role))
      .map((role) => ({
        word: words[role],
        colour: colours[role],
        domain: '',
        isRound: role.endsWith('put'),
      })),
    ...(domains.has('atelier')
      ? [{ word: 'of our own', colour: ['#ffffff', '#59636e'] as const, domain: 'atelier', isRound: false }]
      : []),
    ...([...domains].some((domain) => domain.startsWith('com.'))
      ? [{ word: 'blocked', colour: ['#ffffff', '#59636e'] as const, domain: 'com.', isRound: false }]
      : []),
  ];
  let x = margin;
  return entries.map(({ word, colour: [fill, stroke], domain, isRound }) => {
    const start = x;
    x += 34 + word.length * 6.4 + 16;
    const box = `x="${round(start)}" y="40" width="26" height="14" rx="${isRound ? 7 : 3}"`;
    return [
      `<rect ${box} fill="${fill}" stroke="${stroke}" ${borderOf(domain)}/>`,
      text(start + 32, 51.5, word, 'font-size="12" fill="#1f2328"'),
    ].join('');
  });
}

const round = (number: number): string => String(Math.round(number * 10) / 10);
const at = (x: number, y: number): string => `${round(x)} ${round(y)}`;

const text = (x: number, y: number, content: string, attributes: string): string =>
  `<text x="${round(x)}" y="${round(y)}" ${attributes}>${content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;
