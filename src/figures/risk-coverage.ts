// The accuracy that remains if the least confident predictions are passed on, against the share that is kept.
import type { RiskCoverage } from '../metrics/risk-coverage.ts';
import { axisAround, unitAxis } from './axis.ts';
import { chart, type ChartFigure } from './chart.ts';

/** The points of the curve are thinned to about this many. */
const mostPoints = 200;
/** Below this coverage a few pictures decide. */
const leastCoverage = 0.05;

/** Draws the curve. @param options.width in pixels */
export function riskCoverageFigure(
  { points, aurc }: RiskCoverage,
  { width }: { readonly width?: number } = {},
): ChartFigure {
  const shown = points.filter(({ coverage }) => coverage >= leastCoverage);
  const step = Math.ceil(shown.length / mostPoints);
  const thinned = shown.filter((_, i) => i % step === 0 || i === shown.length - 1);
  return chart({
    ...{ name: 'risk-coverage', title: 'Accuracy by coverage' },
    about: `the accuracy on the most confident predictions; area under the curve of risk ${aurc.toFixed(4)}`,
    axes: { x: unitAxis, y: axisAround(thinned.map(({ accuracy }) => accuracy)) },
    ...(width !== undefined && { width }),
    labels: { x: 'coverage, the share of pictures that the model keeps', y: 'accuracy' },
    curves: [
      { label: 'the model', points: thinned.map(({ coverage, accuracy }) => [coverage, accuracy] as const) },
    ],
  });
}
