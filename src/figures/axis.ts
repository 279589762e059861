// Axes: their range, their ticks, and the labels of the ticks.
import { extent, range } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';

export interface Axis {
  readonly lowest: number;
  readonly highest: number;
  readonly ticks: readonly Tick[];
  /** Whether equal distances mean equal ratios. */
  readonly isLogarithmic?: boolean;
}

export interface Tick {
  readonly value: number;
  /** The label; `''` if there is no room for it. */
  readonly words: string;
}

/** The approximate number of ticks. */
const tickCount = 5;

/** An axis from 0 to the highest value. */
export const axisUpTo = (highest: number): Axis => axisBetween(0, highest);

/** An axis between two values, with ticks at round values. */
export function axisBetween(lowest: number, highest: number, format?: (value: number) => string): Axis {
  const scale = scaleLinear([lowest, highest], [0, 1]);
  const words = format ?? scale.tickFormat(tickCount);
  return {
    ...{ lowest, highest },
    ticks: scale.ticks(tickCount).map((value) => ({ value, words: words(value) })),
  };
}

/** An axis for shares: from the lowest to the highest value with some room around, within 0 to 1. */
export function axisAround(
  values: readonly number[],
  leastRoom = 0.004,
  format?: (value: number) => string,
): Axis {
  const [low = 0, high = 1] = extent(values);
  const room = Math.max(leastRoom, (high - low) * 0.08);
  return axisBetween(Math.max(0, low - room), Math.min(1, high + room), format);
}

/** An axis for shares, from 0 to 1. */
export const unitAxis: Axis = axisUpTo(1);

/** An axis with ticks at whole numbers, such as epochs. */
export function axisOfWholes(highest: number, lowest = 0): Axis {
  const most = Math.min(10, Math.max(1, Math.floor(highest - lowest)));
  const ticks = scaleLinear([lowest, highest], [0, 1]).ticks(most);
  return {
    ...{ lowest, highest },
    ticks: ticks.filter(Number.isInteger).map((value) => ({ value, words: String(value) })),
  };
}

/** A logarithmic axis for values above 0, with a tick at each power of ten. */
export function logarithmicAxis(lowest: number, highest: number): Axis {
  const powers = range(Math.ceil(Math.log10(lowest)), Math.floor(Math.log10(highest)) + 1);
  return {
    ...{ lowest, highest, isLogarithmic: true },
    ticks: powers.map((power) => ({ value: 10 ** power, words: String(Number(`1e${power}`)) })),
  };
}

/** Returns the scale from values of the axis to pixels from `from` to `to`. */
export const placing = ({ lowest, highest, isLogarithmic }: Axis, from: number, to: number) =>
  isLogarithmic ? scaleLog([lowest, highest], [from, to]) : scaleLinear([lowest, highest], [from, to]);

const digitWidth = 7.2;
const letterWidth = 8.5;

/** The width of a vertical axis's labels, in pixels. */
export const numbersWidth = ({ ticks }: Axis): number =>
  Math.max(0, ...ticks.map(({ words }) => words.length * (/[a-z]/i.test(words) ? letterWidth : digitWidth))) +
  12;
