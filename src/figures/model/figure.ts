// The drawing of a network: data flows downwards through a solid for each layer, with the layer's type,
// options, output shape and cost next to it. Colours show what a layer does. They follow from its shapes and
// costs, so that every type of layer has one.
import type { ModelDescription } from '../../nn/describe.ts';
import { figureDocument, type Figure, type Spot } from '../figure.ts';
import { tintClass } from '../style.ts';
import { circle, escape, line, path, rect, round, text } from '../svg.ts';
import { extentOf } from './solid.ts';
import { layOut, type Detour, type Layout, type Row } from './layout.ts';
import { describeCount, describeOptions, describeShape } from './words.ts';

const usualWidth = 800;
const headHeight = 28;
/** The right edges of the columns of numbers, from the right edge of the drawing. */
const columns = { output: 198, parameters: 106, multiplyAdds: 20 };
const indent = 16;

/** Positions in the palette. */
const colours = { input: 7, convolution: 0, product: 2, shape: 1, sheet: 6 } as const;
type Kind = keyof typeof colours;

/**
 * The drawing of a network as an SVG document, 800 pixels wide. It follows the reader's light or dark
 * setting.
 *
 * @example await writeFile('paper-cnn.svg', drawModel(describeModel(paperCnn(10), [1, 28, 28])));
 */
export const drawModel = (description: ModelDescription): string => figureDocument(modelFigure(description));

/**
 * The drawing of a network as a figure. Its spots are layers, by their names; of repeated ones, those of the
 * first.
 *
 * @param width in pixels, 680 or more
 */
export function modelFigure(description: ModelDescription, width = usualWidth): Figure {
  const { model, input, parameters, multiplyAdds } = description;
  const layout = layOut(description, headHeight);
  return {
    ...{ name: 'model', title: fitted(model, width - 48, 10), width, height: Math.ceil(layout.bottom + 16) },
    about: `${describeCount(parameters)} parameters, ${describeCount(multiplyAdds)} multiply-adds for a picture of ${describeShape(input)}`,
    parts: [
      ...drawHead(width),
      ...layout.repeats.map((repeat) => drawRepeat(repeat, width)),
      drawAxis(layout),
      ...layout.detours.map(drawDetour),
      ...layout.guides.map((guide) => drawGuide(guide, layout.left)),
      ...layout.rows.map(drawSolid),
      ...layout.merges.map(drawMerge),
      ...layout.rows.map((row) => drawWords(row, layout.left, width)),
      ...layout.repeats.map(drawTimes),
    ],
    spots: layout.rows.flatMap((row) => spotOf(row, width)),
  };
}

/** The row of a layer, as wide as the drawing. */
function spotOf({ kind, layer, y, solid }: Row, width: number): Spot[] {
  if (kind === 'input' || !solid) return [];
  const height = Math.max(20, extentOf(solid).height + 6);
  const words = [layer.name, describeOptions(layer.options), `output ${describeShape(layer.output)}`];
  return [
    {
      id: layer.name,
      words: words.filter(Boolean).join(', '),
      x: 20,
      y: y - height / 2,
      width: width - 40,
      height,
    },
  ];
}

const drawHead = (width: number): string[] => [
  text(width - columns.output, headHeight - 8, 'output', 'small quiet end'),
  text(width - columns.parameters, headHeight - 8, 'parameters', 'small quiet end'),
  text(width - columns.multiplyAdds, headHeight - 8, 'multiply-adds', 'small quiet end'),
  line(
    [
      [20, headHeight],
      [width - 20, headHeight],
    ],
    'grid',
  ),
];

const drawAxis = ({ axis: { x, top, bottom } }: Layout): string =>
  line(
    [
      [x, top],
      [x, bottom],
    ],
    'flow',
  );

const mergeRadius = 10;

/** Out to the left with round corners, down, and back with an arrow. */
function drawDetour({ x, past, from, to }: Detour): string {
  const corner = 10;
  const [start, out, end] = [round(x), round(past), round(x - mergeRadius)];
  const [top, bottom] = [round(from), round(to)];
  return [
    path(
      `M${start} ${top}H${out + corner}Q${out} ${top} ${out} ${top + corner}V${bottom - corner}Q${out} ${bottom} ${out + corner} ${bottom}H${end}`,
      'flow',
    ),
    path(`M${end} ${bottom}l-8 -4.5v9z`, 'tip'),
    circle(start, top, 3, 'tip'),
  ].join('');
}

/** The signs of operators; other operators are named next to the circle. */
const signs: Readonly<Record<string, string>> = { Add: '+', Mul: '×' };

function drawMerge({ x, y, operator }: Layout['merges'][number]): string {
  const sign = signs[operator] ?? '';
  const beside = sign === '' ? text(x + mergeRadius + 6, y + 4, operator, 'small quiet') : '';
  return circle(x, y, mergeRadius, 'chip') + text(x, y + 5, sign, 'strong middle') + beside;
}

function drawGuide({ top, bottom, depth }: Layout['guides'][number], left: number): string {
  const x = left + depth * indent + 5;
  return line(
    [
      [x, top],
      [x, bottom - 6],
    ],
    'grid',
  );
}

const drawRepeat = ({ top, bottom }: Layout['repeats'][number], width: number): string =>
  rect(12, top, width - 24, bottom - top, 'panel', 10);

const drawTimes = ({ top, times }: Layout['repeats'][number]): string =>
  rect(24, top - 10, 44, 20, 'chip', 10) + text(46, top + 4.5, `× ${times}`, 'strong middle');

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
    path(`M${points.map((point) => point.map(round).join(' ')).join('L')}Z`, name);
  return [
    `<g class="solid ${tintClass(colours[kindOf(row)])}">`,
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

/** Approximate widths of letters in pixels: SVG has no way to measure text. */
const letter = { type: 7.4, plain: 6.8, small: 5.8, figures: 6.5 };

/** A layer's type, costs and options: in one line for a sheet, else in two. */
function drawWords({ kind, y, depth, layer }: Row, left: number, width: number): string {
  const x = left + depth * indent;
  const options = describeOptions(layer.options);
  const isSheet = kind === 'sheet';
  const baseline = isSheet || options === '' ? y + 4.5 : y - 3;
  const shape = kind === 'container' ? '' : describeShape(layer.output);
  const room = width - columns.output - shape.length * letter.figures - 12 - x;
  const tone = kind === 'layer' ? 'end' : 'quiet end';
  return [
    isSheet
      ? sheetWords(x, baseline, layer.type, options, room)
      : text(x, baseline, fitted(layer.type, room, letter.type), 'strong'),
    isSheet || options === ''
      ? ''
      : text(x, y + 13, fitted(options, width - 20 - x, letter.small), 'small quiet'),
    shape && text(width - columns.output, baseline, shape, tone),
    layer.parameters > 0
      ? text(width - columns.parameters, baseline, layer.parameters.toLocaleString('en'), tone)
      : '',
    layer.multiplyAdds > 0
      ? text(width - columns.multiplyAdds, baseline, describeCount(layer.multiplyAdds), tone)
      : '',
  ].join('');
}

function sheetWords(x: number, y: number, type: string, options: string, room: number): string {
  const name = fitted(type, room, letter.plain);
  const roomBeside = room - name.length * letter.plain - 7;
  const words = roomBeside > 3 * letter.small ? fitted(options, roomBeside, letter.small) : '';
  const beside = words && `<tspan class="small quiet" dx="7">${escape(words)}</tspan>`;
  return `<text class="quiet" x="${round(x)}" y="${round(y)}">${escape(name)}${beside}</text>`;
}

/** Shortens words to the room for them. */
function fitted(words: string, room: number, letterWidth: number): string {
  const most = Math.max(3, Math.floor(room / letterWidth));
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}
