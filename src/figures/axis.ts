// Axes: which values they reach from and to, where their ticks are, and how those are written.
import { extent, range } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';

export interface Axis {
  readonly lowest: number;
  readonly highest: number;
  readonly ticks: readonly Tick[];
  /** Whether equal distances are equal ratios. */
  readonly isLogarithmic?: boolean;
}

export interface Tick {
  readonly value: number;
  /** Nothing where there is no room. */
  readonly words: string;
}

/** About how many ticks an axis has. */
const tickCount = 5;

/** From 0 to the highest value. */
export const axisUpTo = (highest: number): Axis => axisBetween(0, highest);

/** Between two values, with round ones in between. */
export function axisBetween(lowest: number, highest: number, format?: (value: number) => string): Axis {
  const scale = scaleLinear([lowest, highest], [0, 1]);
  const words = format ?? scale.tickFormat(tickCount);
  return {
    ...{ lowest, highest },
    ticks: scale.ticks(tickCount).map((value) => ({ value, words: words(value) })),
  };
}

/** Of shares: some values and a little around them, within 0 to 1. */
export function axisAround(
  values: readonly number[],
  leastRoom = 0.004,
  format?: (value: number) => string,
): Axis {
  const [low = 0, high = 1] = extent(values);
  const room = Math.max(leastRoom, (high - low) * 0.08);
  return axisBetween(Math.max(0, low - room), Math.min(1, high + room), format);
}

/** Of shares, from 0 to 1. */
export const unitAxis: Axis = axisUpTo(1);

/** From 0 in whole numbers, such as epochs. */
export function axisOfWholes(highest: number): Axis {
  const ticks = scaleLinear([0, highest], [0, 1]).ticks(Math.min(10, Math.max(1, Math.floor(highest))));
  return {
    ...{ lowest: 0, highest },
    ticks: ticks.filter(Number.isInteger).map((value) => ({ value, words: String(value) })),
  };
}

/** Of values above 0 by their logarithm, with a tick at each power of ten. */
export function logarithmicAxis(lowest: number, highest: number): Axis {
  const powers = range(Math.ceil(Math.log10(lowest)), Math.floor(Math.log10(highest)) + 1);
  return {
    ...{ lowest, highest, isLogarithmic: true },
    ticks: powers.map((power) => ({ value: 10 ** power, words: String(Number(`1e${power}`)) })),
  };
}

/** Where a value lies between two pixels. */
export const placing = ({ lowest, highest, isLogarithmic }: Axis, from: number, to: number) =>
  isLogarithmic ? scaleLog([lowest, highest], [from, to]) : scaleLinear([lowest, highest], [from, to]);

const letterWidth = 7.2;

/** The room that the numbers of a vertical axis take, in pixels. */
export const numbersWidth = ({ ticks }: Axis): number =>
  Math.max(0, ...ticks.map(({ words }) => words.length)) * letterWidth + 12;
