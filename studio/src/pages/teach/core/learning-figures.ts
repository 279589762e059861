// How a head learns, step by step: the loss on what it fits and on what is held out, and the accuracy.
import { axisAround, axisOfWholes, axisUpTo } from '../../../../../src/figures/axis.ts';
import { chart, type ChartFigure } from '../../../../../src/figures/chart.ts';
import type { FoldStep } from '../../../../../src/training/fit-head.ts';
import { teachWords } from '../../../words/teach.ts';

const words = teachWords.curves;

/** A curve has at most so many points: enough for the width of any screen. */
const mostPoints = 300;

/** @param width in pixels */
export function lossFigure(steps: readonly FoldStep[], width: number): ChartFigure {
  const highest = Math.max(...steps.map(({ loss, heldOutLoss }) => Math.max(loss, heldOutLoss)));
  return chart({
    ...frame('loss', teachWords.loss, width),
    axes: { x: axisOfWholes(Math.max(1, steps.length)), y: axisUpTo(highest || 1) },
    labels: { x: teachWords.step, y: teachWords.lossUnit },
    curves: [
      { label: words.training, points: pointsOf(steps, ({ loss }) => loss) },
      { label: words.heldOut, points: pointsOf(steps, ({ heldOutLoss }) => heldOutLoss) },
    ],
  });
}

/** @param width in pixels */
export const accuracyFigure = (steps: readonly FoldStep[], width: number): ChartFigure =>
  chart({
    ...frame('accuracy', teachWords.accuracy, width),
    axes: {
      x: axisOfWholes(Math.max(1, steps.length)),
      y: axisAround(steps.map(({ heldOutAccuracy }) => heldOutAccuracy)),
    },
    labels: { x: teachWords.step, y: teachWords.accuracy.toLowerCase() },
    curves: [{ label: words.heldOut, points: pointsOf(steps, ({ heldOutAccuracy }) => heldOutAccuracy) }],
  });

const frame = (name: string, title: string, width: number) => ({
  ...{ name, title, about: teachWords.curvesAbout, width, plotHeight: 130 },
});

function pointsOf(steps: readonly FoldStep[], valueOf: (step: FoldStep) => number) {
  const stride = Math.max(1, Math.ceil(steps.length / mostPoints));
  return steps.flatMap((step, i) =>
    i % stride === 0 || i === steps.length - 1 ? [[i + 1, valueOf(step)] as const] : [],
  );
}
