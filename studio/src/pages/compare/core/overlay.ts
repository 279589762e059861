// The curves of several runs on one pair of axes.
import { axisAround, axisOfWholes, axisUpTo } from '../../../../../src/figures/axis.ts';
import { chart, type ChartFigure, type Curve } from '../../../../../src/figures/chart.ts';
import type { RunDetail } from '../../../../../src/server/studio/contract/runs.ts';
import type { ComparedAxis, ComparedFigure } from './search.ts';

interface OverlayWords {
  readonly title: string;
  readonly about: string;
  readonly x: string;
}

interface Overlay {
  readonly runs: readonly Pick<RunDetail, 'name' | 'history'>[];
  readonly figure: ComparedFigure;
  readonly x: ComparedAxis;
  /** In pixels. */
  readonly width: number;
  readonly words: OverlayWords;
}

/** One curve for each run; nothing if no run has a value. */
export function overlayFigure({ runs, figure, x, width, words }: Overlay): ChartFigure | undefined {
  const curves = runs.map(({ name, history }): Curve => ({
    label: name,
    points: pointsOf(history, figure, x),
  }));
  const values = curves.flatMap(({ points }) => points.map(([, value]) => value));
  if (values.length === 0) return undefined;
  const longest = Math.max(...curves.flatMap(({ points }) => points.map(([at]) => at)));
  const isShare = figure === 'accuracy' || figure === 'validationAccuracy';
  return chart({
    ...{ name: `compare-${figure}`, title: words.title, about: words.about, curves, width, plotHeight: 280 },
    axes: {
      x: x === 'epoch' ? axisOfWholes(longest) : axisUpTo(longest),
      y: isShare ? axisAround(values) : axisUpTo(Math.max(...values) || 1),
    },
    labels: { x: words.x, y: words.title.toLowerCase() },
  });
}

function pointsOf(
  history: RunDetail['history'],
  figure: ComparedFigure,
  x: ComparedAxis,
): [number, number][] {
  let seconds = 0;
  return history.flatMap((row) => {
    seconds += row.seconds;
    const value = row[figure];
    return value === undefined ? [] : [[x === 'epoch' ? row.epoch : Math.round(10 * seconds) / 10, value]];
  });
}
