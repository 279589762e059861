// Learning rates over a run: a few schedules in one plot, or many schedules in a plot each.
import { axisUpTo } from './axis.ts';
import { chart, type Curve } from './chart.ts';
import type { Figure } from './figure.ts';
import { panelFigure } from './panels.ts';

interface SchedulesOptions {
  /** One line on the run. */
  readonly about: string;
  readonly epochs: number;
  /** The peak rate. */
  readonly learningRate: number;
  readonly curves: readonly Curve[];
}

/** The most curves that one plot can show distinctly. */
const mostTogether = 4;

export function schedulesFigure({ about, epochs, learningRate, curves }: SchedulesOptions): Figure {
  const frame = {
    name: 'schedule',
    title: curves.length === 1 ? `Learning rate: ${curves[0]!.label}` : 'Learning rates over a run',
    about,
    axes: { x: axisUpTo(epochs), y: axisUpTo(learningRate) },
    labels: { x: 'epochs', y: 'learning rate' },
  };
  if (curves.length <= mostTogether) return chart({ ...frame, curves, plotHeight: 340 });
  const panels = curves.map(({ label, points }, i) => ({ label, curves: [points], firstColour: i }));
  return panelFigure({ ...frame, panels });
}
