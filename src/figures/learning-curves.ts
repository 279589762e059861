// Loss, accuracy, learning rate and the norm of the gradients over the epochs of a run.
import type { EpochResult } from '../training/fit.ts';
import { axisAround, axisOfWholes, axisUpTo } from './axis.ts';
import { chart, type ChartFigure, type Curve } from './chart.ts';
import { smooth } from './smooth.ts';
import type { Points } from './svg.ts';

type Column = Exclude<keyof EpochResult, 'epoch'>;

/** The figures of an epoch, or what is known of one that is being trained. */
export type CurveRow = Pick<EpochResult, 'epoch'> & Partial<EpochResult>;

/** How the curves are drawn. */
export interface CurveForm {
  /** The width of a figure and the height of its plot, in pixels. */
  readonly width?: number;
  readonly plotHeight?: number;
  /** The weight by which curves are smoothed: the points themselves are then grey. */
  readonly smoothing?: number;
  /** The epochs after which training was interrupted. */
  readonly breaks?: readonly number[];
  /** The epochs that are shown; all of them by default. Values are fitted to them. */
  readonly shown?: readonly [from: number, to: number];
}

/** A figure: its curves, and what its values are. */
interface Described {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly y: string;
  /** Shares have an axis around their values, other numbers one from 0. */
  readonly isShare?: boolean;
  readonly curves: readonly Curve[];
}

/** The figures for which there are values; none for a run without epochs. */
export function learningFigures(history: readonly CurveRow[], form: CurveForm = {}): ChartFigure[] {
  if (history.length === 0) return [];
  const range = form.shown ?? ([0, Math.max(1, history.at(-1)!.epoch)] as const);
  return figuresOf(history).flatMap((described) => draw(described, range, form) ?? []);
}

function figuresOf(history: readonly CurveRow[]): Described[] {
  const series = (label: string, column: Column): Curve[] => {
    const points: Points = history.flatMap((row) => {
      const value = row[column];
      return typeof value === 'number' ? [[row.epoch, value] as const] : [];
    });
    return points.length > 0 ? [{ label, points }] : [];
  };
  return [
    {
      ...{ name: 'loss', title: 'Loss', about: training, y: 'loss, nats' },
      curves: [...series('training', 'loss'), ...series('validation', 'validationLoss')],
    },
    {
      ...{ name: 'accuracy', title: 'Accuracy', about: training, y: 'accuracy', isShare: true },
      curves: [
        ...series('training, during the epoch', 'accuracy'),
        ...series('training, after the epoch', 'trainingAccuracy'),
        ...series('validation', 'validationAccuracy'),
      ],
    },
    {
      ...{ name: 'learning-rate', title: 'Learning rate', about: 'at the last step of each epoch' },
      ...{ y: 'learning rate', curves: series('learning rate', 'learningRate') },
    },
    {
      ...{ name: 'gradient-norm', title: 'Gradient norm', about: meanNorm, y: 'norm of all gradients' },
      curves: series('gradient norm', 'gradientNorm'),
    },
  ];
}

/** Draws the epochs of a range; nothing if there are no values in it. */
function draw(
  { name, title, about, y, isShare = false, curves }: Described,
  [from, to]: readonly [number, number],
  { smoothing = 0, breaks = [], width, plotHeight = 230 }: CurveForm,
): ChartFigure | undefined {
  const isShown = (epoch: number) => epoch >= from && epoch <= to;
  const inRange = (points: Points) => points.filter(([epoch]) => isShown(epoch));
  const values = curves.flatMap(({ points }) => inRange(points).map(([, value]) => value));
  if (values.length === 0) return undefined;
  const marks = breaks.filter(isShown);
  return chart({
    ...{ name, title, about: marks.length > 0 ? `${about}; ${interrupted}` : about, breaks: marks },
    curves: curves.map(({ label, points }) => ({ label, points: inRange(smooth(points, smoothing)) })),
    background: smoothing > 0 ? curves.map(({ points }) => inRange(points)) : [],
    axes: { x: axisOfWholes(to, from), y: isShare ? axisAround(values) : axisUpTo(highest(values)) },
    ...{ labels: { x: 'epoch', y }, plotHeight, ...(width !== undefined && { width }) },
  });
}

const training =
  'training values are measured during the epoch, with dropout and augmentation if the run uses them';
const interrupted = 'dashed: training was stopped there and went on later';
const meanNorm = 'the mean over the steps of the epoch, before clipping';

/** The highest value; 1 if all are 0, such as the rate of a single epoch whose schedule ends at 0. */
const highest = (values: readonly number[]): number => Math.max(...values) || 1;
