// What a chart says at a place: the values of its curves there, and where they are in pixels.
import { placing } from '../../../src/figures/axis.ts';
import type { ChartFigure } from '../../../src/figures/chart.ts';

export interface Reading {
  readonly x: number;
  /** In pixels of the figure. */
  readonly left: number;
  readonly values: readonly {
    readonly curve: number;
    readonly label: string;
    readonly y: number;
    readonly top: number;
  }[];
}

type Plot = ChartFigure['plot'];

/** All values of x at which a curve has a point, in order. */
export const xsOf = ({ curves }: Plot): number[] =>
  [...new Set(curves.flatMap(({ points }) => points.map(([x]) => x)))].sort((a, b) => a - b);

/** The position in `xs` that is nearest to a place in pixels; -1 if there is none. */
export function nearestPosition(plot: Plot, xs: readonly number[], left: number): number {
  const value = placing(plot.axes.x, plot.box.left, plot.box.right).invert(left);
  return xs.reduce(
    (best, x, i) => (best < 0 || Math.abs(x - value) < Math.abs(xs[best]! - value) ? i : best),
    -1,
  );
}

/** The values of the curves that have a point at x. */
export function readingAt({ axes, box, curves }: Plot, x: number): Reading {
  const toY = placing(axes.y, box.bottom, box.top);
  return {
    x,
    left: placing(axes.x, box.left, box.right)(x),
    values: curves.flatMap(({ label, points }, curve) => {
      const point = points.find(([at]) => at === x);
      return point ? [{ curve, label, y: point[1], top: toY(point[1]) }] : [];
    }),
  };
}

/** The curves as a table: a column for x, and one for each curve. */
export function curveTable(
  { curves }: Plot,
  x: string,
): { header: string[]; rows: (number | undefined)[][] } {
  const lookUp = curves.map(({ points }) => new Map(points));
  return {
    header: [x, ...curves.map(({ label }) => label)],
    rows: xsOf({ curves } as Plot).map((at) => [at, ...lookUp.map((values) => values.get(at))]),
  };
}
