// One pair of axes, which begin at 0 if nothing else is said, with their grid and numbers, and curves in it. Colours are Okabe &
// Ito's (2008), other ones on dark ground; what comes after the eighth curve is dashed.
import { line, text } from './svg.ts';
import { readable, ticksUpTo } from './ticks.ts';

export type Points = readonly (readonly [x: number, y: number])[];

export interface Curve {
  readonly label: string;
  readonly points: Points;
}

/** The highest values on the two axes, or axes of another kind. */
export interface Axes {
  readonly x: number | Scale;
  readonly y: number | Scale;
}

/** An axis that does not begin at 0, with ticks of its own. */
export interface Scale {
  readonly lowest: number;
  readonly highest: number;
  readonly ticks: readonly Tick[];
}

export interface Tick {
  readonly value: number;
  readonly words: string;
}

const scaleOf = (axis: number | Scale): Scale =>
  typeof axis === 'object'
    ? axis
    : {
        lowest: 0,
        highest: axis,
        ticks: ticksUpTo(axis).map((value) => ({ value, words: formatTick(value) })),
      };

/** The rectangle between the axes, in pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Of the first eight curves, in their order. */
export const curveColours = {
  light: ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#56b4e9', '#6f4ab8', '#8c959f'],
  dark: ['#4b9fe8', '#f0b429', '#2fc79b', '#e79cc4', '#ff8a4c', '#9bdcff', '#b79aff', '#8b949e'],
};

const coloured = (colours: readonly string[]): string =>
  colours.map((colour, i) => `.curve${i} { stroke: ${colour} }`).join(' ');

/** What a document with curves needs. */
export const curveStyles = {
  always:
    '.curve { fill: none; stroke-width: 2.25; stroke-linejoin: round; stroke-linecap: round } .name { font-weight: 600 } .dashed { stroke-dasharray: 7 5 }',
  light: coloured(curveColours.light),
  dark: coloured(curveColours.dark),
};

/** The class of the curve at a position. */
export const curveClass = (index: number): string =>
  `curve curve${index % curveColours.light.length}${index < curveColours.light.length ? '' : ' dashed'}`;

const letterWidth = 7.2;

/** The room that the numbers of a vertical axis take. */
export const numbersWidth = (axis: number | Scale): number =>
  Math.max(...scaleOf(axis).ticks.map(({ words }) => words.length)) * letterWidth + 12;

/** Grid, numbers and curves; `classes` are the curves'. */
export function drawPlot(
  box: Box,
  axes: Axes,
  curves: readonly Points[],
  classes: readonly string[],
): string {
  const { left, right, top, bottom } = box;
  const [across, up] = [scaleOf(axes.x), scaleOf(axes.y)];
  const toX = (value: number) => xOf(box, across, value);
  const toY = (value: number) => yOf(box, up, value);
  const horizontal = ({ value, words }: Tick) =>
    line(
      [
        [left, toY(value)],
        [right, toY(value)],
      ],
      'grid',
    ) + text(left - 8, toY(value) + 4, words, 'quiet end');
  const vertical = ({ value, words }: Tick) =>
    line(
      [
        [toX(value), top],
        [toX(value), bottom],
      ],
      'grid',
    ) + text(toX(value), bottom + 18, words, 'quiet middle');
  return [
    ...up.ticks.map(horizontal),
    ...across.ticks.map(vertical),
    ...curves.map((points, i) => line(withoutStraightOnes(placesIn(box, axes, points)), classes[i]!)),
  ].join('\n');
}

/** Where points are, in pixels. */
export function placesIn(box: Box, axes: Axes, points: Points): Points {
  const [across, up] = [scaleOf(axes.x), scaleOf(axes.y)];
  return points.map(([x, y]) => [xOf(box, across, x), yOf(box, up, y)]);
}

const xOf = ({ left, right }: Box, scale: Scale, value: number): number =>
  left + (right - left) * shareOf(scale, value);
const yOf = ({ top, bottom }: Box, scale: Scale, value: number): number =>
  bottom - (bottom - top) * shareOf(scale, value);

const shareOf = ({ lowest, highest }: Scale, value: number): number => (value - lowest) / (highest - lowest);

const formatTick = (value: number): string =>
  value >= 1e-6 || value === 0 ? readable(value) : String(value);

/** Without the places that lie on the straight line between their neighbours. */
const withoutStraightOnes = (places: Points): Points =>
  places.filter((place, i) => {
    const [last, next] = [places[i - 1], places[i + 1]];
    if (!last || !next) return true;
    const turn = (place[0] - last[0]) * (next[1] - place[1]) - (place[1] - last[1]) * (next[0] - place[0]);
    return Math.abs(turn) > 1e-6;
  });
