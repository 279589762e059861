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

/** The figures for which there are values; none for a run without epochs. */
export function learningFigures(
  history: readonly CurveRow[],
  { smoothing = 0, breaks = [], shown, ...size }: CurveForm = {},
): ChartFigure[] {
  if (history.length === 0) return [];
  const [from, to] = shown ?? [0, history.at(-1)!.epoch];
  const isShown = (epoch: number) => epoch >= from && epoch <= to;
  const marks = breaks.filter(isShown);
  const series = (label: string, column: Column): Curve[] => {
    const points: Points = history.flatMap((row) => {
      const value = row[column];
      return typeof value === 'number' ? [[row.epoch, value] as const] : [];
    });
    return points.length > 0 ? [{ label, points }] : [];
  };
  const inRange = (points: Points) => points.filter(([epoch]) => isShown(epoch));
  const figure = (
    name: string,
    title: string,
    about: string,
    y: string,
    unit: 'share' | 'number',
    curves: readonly Curve[],
  ): ChartFigure[] => {
    const values = curves.flatMap(({ points }) => inRange(points).map(([, value]) => value));
    if (values.length === 0) return [];
    return [
      chart({
        ...{ name, title, about: marks.length > 0 ? `${about}; ${interrupted}` : about, breaks: marks },
        curves: curves.map(({ label, points }) => ({ label, points: inRange(smooth(points, smoothing)) })),
        background: smoothing > 0 ? curves.map(({ points }) => inRange(points)) : [],
        axes: {
          x: axisOfWholes(to, from),
          y: unit === 'share' ? axisAround(values) : axisUpTo(highest(values)),
        },
        ...{ labels: { x: 'epoch', y }, plotHeight: 230, ...size },
      }),
    ];
  };
  const loss = [...series('training', 'loss'), ...series('validation', 'validationLoss')];
  const accuracy = [
    ...series('training, during the epoch', 'accuracy'),
    ...series('training, after the epoch', 'trainingAccuracy'),
    ...series('validation', 'validationAccuracy'),
  ];
  const rate = series('learning rate', 'learningRate');
  const norm = series('gradient norm', 'gradientNorm');
  const training =
    'training values are measured during the epoch, with dropout and augmentation if the run uses them';
  return [
    ...figure('loss', 'Loss', training, 'loss, nats', 'number', loss),
    ...figure('accuracy', 'Accuracy', training, 'accuracy', 'share', accuracy),
    ...figure('learning-rate', 'Learning rate', 'at the last step', 'learning rate', 'number', rate),
    ...figure('gradient-norm', 'Gradient norm', meanNorm, 'norm of all gradients', 'number', norm),
  ];
}

const interrupted = 'dashed: training was stopped there and went on later';
const meanNorm = 'the mean over the steps of the epoch, before clipping';

/** The highest value; 1 if all are 0, such as the rate of a single epoch whose schedule ends at 0. */
const highest = (values: readonly number[]): number => Math.max(...values) || 1;
