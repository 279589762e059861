// A network as a picture: data flows downwards through a solid for each layer, with what the layer is, its
// output's shape and what it costs beside it. SVG, written by hand, on a light ground. Colours tell what a
// layer does to its data, which is read from its shapes and costs, so that a layer of any type has one.
import type { ModelDescription } from '../../nn/describe.ts';
import { escape, round, text } from '../svg.ts';
import { layOut, type Detour, type Layout, type Row } from './layout.ts';
import { describeCount, describeOptions, describeShape } from './words.ts';

const width = 800;
const headHeight = 92;
const columns = { output: 602, parameters: 694, multiplyAdds: 780 };
const indent = 16;

/** Of top, front, side and border. */
const colours = {
  input: ['#ffffff', '#f0f2f4', '#e1e5e9', '#8c959f'],
  convolution: ['#d3e5f8', '#a3c9ee', '#82b1de', '#3a73ad'],
  product: ['#d2f0dc', '#9fd9b4', '#7fc498', '#2f8350'],
  shape: ['#fde8c8', '#f8cd8d', '#e6b265', '#a8701a'],
  sheet: ['#ecebf6', '#d2d0e6', '#b9b6d6', '#7f7bab'],
} as const;
type Kind = keyof typeof colours;

const style = `
  text { font: 13px system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif; fill: #1b1f24 }
  .title { font-size: 18px; font-weight: 600 } .quiet { fill: #59636e } .small { font-size: 12px; fill: #59636e }
  .type { font-weight: 600 } .end { text-anchor: end } .middle { text-anchor: middle }
  .flow { fill: none; stroke: #59636e; stroke-width: 1.6 } .head { fill: #59636e } .rule { stroke: #d8dee4 }
  .repeat { fill: #f4f6f8; stroke: #d0d7de } .chip { fill: #ffffff; stroke: #b6bfc8 } .merge { fill: #ffffff; stroke: #59636e; stroke-width: 1.6 }
  .solid { stroke-width: 1; stroke-linejoin: round }
${Object.entries(colours)
  .map(([kind, [top, front, side, border]]) => {
    const part = (name: string, colour: string) => `.${kind} .${name} { fill: ${colour} }`;
    return `  .${kind} { stroke: ${border} } ${part('top', top)} ${part('front', front)} ${part('side', side)}`;
  })
  .join('\n')}`;

/**
 * The drawing of a network as an SVG document, 800 pixels wide.
 *
 * @example await writeFile('paper-cnn.svg', drawModel(describeModel(paperCnn(10), [1, 28, 28])));
 */
export function drawModel(description: ModelDescription): string {
  const layout = layOut(description, headHeight);
  const height = Math.ceil(layout.bottom + 16);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(description.model)}">`,
    `<style>${style}\n</style>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...drawHead(description),
    ...layout.repeats.map(drawRepeat),
    drawAxis(layout),
    ...layout.detours.map(drawDetour),
    ...layout.guides.map((guide) => drawGuide(guide, layout.left)),
    ...layout.rows.map(drawSolid),
    ...layout.merges.map(drawMerge),
    ...layout.rows.map((row) => drawWords(row, layout.left)),
    ...layout.repeats.map(drawTimes),
    '</svg>\n',
  ].join('\n');
}

const drawHead = ({ model, input, parameters, multiplyAdds }: ModelDescription): string[] => [
  text(24, 34, fitted(model, width - 48, 10), 'title'),
  text(
    24,
    56,
    `${describeCount(parameters)} parameters, ${describeCount(multiplyAdds)} multiply-adds for a picture of ${describeShape(input)}`,
    'quiet',
  ),
  text(columns.output, 84, 'output', 'small end'),
  text(columns.parameters, 84, 'parameters', 'small end'),
  text(columns.multiplyAdds, 84, 'multiply-adds', 'small end'),
  `<path class="rule" d="M24 92H${width - 20}"/>`,
];

const drawAxis = ({ axis: { x, top, bottom } }: Layout): string =>
  `<path class="flow" d="M${round(x)} ${round(top)}V${round(bottom)}"/>`;

const mergeRadius = 10;

/** Out to the left with round corners, down, and back with an arrow. */
function drawDetour({ x, past, from, to }: Detour): string {
  const corner = 10;
  const [start, out, end] = [round(x), round(past), round(x - mergeRadius)];
  const [top, bottom] = [round(from), round(to)];
  return [
    `<path class="flow" d="M${start} ${top}H${out + corner}Q${out} ${top} ${out} ${top + corner}V${bottom - corner}Q${out} ${bottom} ${out + corner} ${bottom}H${end}"/>`,
    `<path class="head" d="M${end} ${bottom}l-8 -4.5v9z"/>`,
    `<circle class="head" cx="${start}" cy="${top}" r="3"/>`,
  ].join('');
}

/** What operators do, in a sign; others are named beside it. */
const signs: Readonly<Record<string, string>> = { Add: '+', Mul: '×' };

function drawMerge({ x, y, operator }: Layout['merges'][number]): string {
  const sign = signs[operator] ?? '';
  const beside = sign === '' ? text(x + mergeRadius + 6, y + 4, operator, 'small') : '';
  return `<circle class="merge" cx="${round(x)}" cy="${round(y)}" r="${mergeRadius}"/>${text(x, y + 5, sign, 'type middle')}${beside}`;
}

const drawGuide = ({ top, bottom, depth }: Layout['guides'][number], left: number): string =>
  `<path class="rule" d="M${round(left + depth * indent + 5)} ${round(top)}V${round(bottom - 6)}"/>`;

const drawRepeat = ({ top, bottom }: Layout['repeats'][number]): string =>
  `<rect class="repeat" x="12" y="${round(top)}" width="${width - 24}" height="${round(bottom - top)}" rx="10"/>`;

const drawTimes = ({ top, times }: Layout['repeats'][number]): string =>
  `<rect class="chip" x="24" y="${round(top - 10)}" width="44" height="20" rx="10"/>${text(46, top + 4.5, `× ${times}`, 'type middle')}`;

const kindOf = ({ kind, layer }: Row): Kind =>
  kind === 'input' || kind === 'sheet'
    ? kind
    : layer.multiplyAdds === 0
      ? 'shape'
      : layer.output.length > 1
        ? 'convolution'
        : 'product';

function drawSolid(row: Row): string {
  if (!row.solid) return '';
  const { x, recess, ...front } = row.solid;
  const left = x - (front.width + recess) / 2;
  const top = row.y - (front.height - recess) / 2;
  const [right, bottom] = [left + front.width, top + front.height];
  const face = (name: string, ...points: readonly (readonly [number, number])[]) =>
    `<path class="${name}" d="M${points.map((point) => point.map(round).join(' ')).join('L')}Z"/>`;
  return [
    `<g class="solid ${kindOf(row)}">`,
    face('top', [left, top], [left + recess, top - recess], [right + recess, top - recess], [right, top]),
    face(
      'side',
      [right, top],
      [right + recess, top - recess],
      [right + recess, bottom - recess],
      [right, bottom],
    ),
    face('front', [left, top], [right, top], [right, bottom], [left, bottom]),
    '</g>',
  ].join('');
}

/** Pixels of a letter, about: no program tells how wide its words will be. */
const letter = { type: 7.4, plain: 6.8, small: 6.1, figures: 6.5 };

/**
 * A layer in one line where it only changes numbers in place, else in two: what it is, and what it was made
 * with.
 */
function drawWords({ kind, y, depth, layer }: Row, left: number): string {
  const x = left + depth * indent;
  const options = describeOptions(layer.options);
  const isSheet = kind === 'sheet';
  const line = isSheet || options === '' ? y + 4.5 : y - 3;
  const shape = kind === 'container' ? '' : describeShape(layer.output);
  const room = columns.output - shape.length * letter.figures - 12 - x;
  const tone = kind === 'layer' ? 'end' : 'quiet end';
  return [
    isSheet
      ? sheetWords(x, line, layer.type, options, room)
      : text(x, line, fitted(layer.type, room, letter.type), 'type'),
    isSheet || options === '' ? '' : text(x, y + 13, fitted(options, width - 20 - x, letter.small), 'small'),
    shape && text(columns.output, line, shape, tone),
    layer.parameters > 0 ? text(columns.parameters, line, layer.parameters.toLocaleString('en'), tone) : '',
    layer.multiplyAdds > 0 ? text(columns.multiplyAdds, line, describeCount(layer.multiplyAdds), tone) : '',
  ].join('');
}

function sheetWords(x: number, y: number, type: string, options: string, room: number): string {
  const name = fitted(type, room, letter.plain);
  const roomBeside = room - name.length * letter.plain - 7;
  const words = roomBeside > 3 * letter.small ? fitted(options, roomBeside, letter.small) : '';
  const beside = words && `<tspan class="small" dx="7">${escape(words)}</tspan>`;
  return `<text class="quiet" x="${round(x)}" y="${round(y)}">${escape(name)}${beside}</text>`;
}

/** As much of some words as there is room for. */
function fitted(words: string, room: number, letterWidth: number): string {
  const most = Math.max(3, Math.floor(room / letterWidth));
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}
