// The inventory over time as a figure. Synchronisations stand side by side at equal distances: some are
// minutes apart, others months.
import { axisUpTo, type Axis } from '../../../../../src/figures/axis.ts';
import { chart, type ChartFigure } from '../../../../../src/figures/chart.ts';
import type { Inventory } from '../../../../../src/server/studio/contract/catalogue.ts';

interface OverTime {
  readonly attribute: Inventory['attributes'][number];
  readonly times: readonly number[];
  readonly width: number;
  readonly writeTime: (time: number) => string;
  readonly words: { readonly title: string; readonly about: string };
}

/** How many values have a curve: as many as there are colours that one can tell apart. */
const mostCurves = 7;

/** When the synchronisations ended that are compared, the last one among them. */
export const timesOf = ({ earlier, lastSync }: Pick<Inventory, 'earlier' | 'lastSync'>): number[] =>
  lastSync === null ? [...earlier] : [...earlier, lastSync];

export function overTimeFigure({ attribute, times, width, writeTime, words }: OverTime): ChartFigure {
  const curves = attribute.values.slice(0, mostCurves).map(({ value, items, earlier }) => ({
    label: value,
    points: [...earlier, items].map((count, i) => [i + 1, count] as const),
  }));
  const highest = Math.max(1, ...curves.flatMap(({ points }) => points.map(([, count]) => count)));
  return chart({
    ...{ name: `items-by-${attribute.name}`, ...words, width, plotHeight: 220, curves },
    axes: { x: timeAxis(times, width, writeTime), y: axisUpTo(highest) },
    labels: { x: '', y: 'items' },
  });
}

/** Ticks at synchronisations, as many as there is room for. */
function timeAxis(times: readonly number[], width: number, write: (time: number) => string): Axis {
  const every = Math.ceil(times.length / Math.max(2, Math.floor(width / 110)));
  return {
    ...{ lowest: 1, highest: Math.max(2, times.length) },
    ticks: times.map((time, i) => ({
      value: i + 1,
      words: (times.length - 1 - i) % every === 0 ? write(time) : '',
    })),
  };
}
