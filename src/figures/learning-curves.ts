// Loss, accuracy and learning rate over the epochs of a run.
import type { EpochResult } from '../training/fit.ts';
import { axisAround, axisOfWholes, axisUpTo } from './axis.ts';
import { chart, type ChartFigure, type Curve } from './chart.ts';
import { smooth } from './smooth.ts';
import type { Points } from './svg.ts';

type Column = Exclude<keyof EpochResult, 'epoch'>;

/**
 * The three figures; none for a run without epochs.
 *
 * @param form the width of a figure and the height of its plot, in pixels; and the weight by which curves are
 *   smoothed: the points themselves are then grey
 */
export function learningFigures(
  history: readonly EpochResult[],
  form: { readonly width?: number; readonly plotHeight?: number; readonly smoothing?: number } = {},
): ChartFigure[] {
  if (history.length === 0) return [];
  const lastEpoch = history.at(-1)!.epoch;
  const series = (label: string, column: Column): Curve[] => {
    const points: Points = history.flatMap((row) => {
      const value = row[column];
      return typeof value === 'number' ? [[row.epoch, value] as const] : [];
    });
    return points.length > 0 ? [{ label, points }] : [];
  };
  const { smoothing = 0, ...size } = form;
  const frame = (curves: readonly Curve[], unit: 'share' | 'number', y: string) => ({
    ...{
      curves: curves.map(({ label, points }) => ({ label, points: smooth(points, smoothing) })),
      background: smoothing > 0 ? curves.map(({ points }) => points) : [],
      axes: {
        x: axisOfWholes(lastEpoch),
        y: unit === 'share' ? axisAround(valuesOf(curves)) : axisUpTo(highest(curves)),
      },
    },
    ...{ labels: { x: 'epoch', y }, plotHeight: 230, ...size },
  });
  const loss = [...series('training', 'loss'), ...series('validation', 'validationLoss')];
  const accuracy = [
    ...series('training, during the epoch', 'accuracy'),
    ...series('training, after the epoch', 'trainingAccuracy'),
    ...series('validation', 'validationAccuracy'),
  ];
  const rate = series('learning rate', 'learningRate');
  const training =
    'training values are measured during the epoch, with dropout and augmentation if the run uses them';
  return [
    chart({ name: 'loss', title: 'Loss', about: training, ...frame(loss, 'number', 'loss, nats') }),
    chart({ name: 'accuracy', title: 'Accuracy', about: training, ...frame(accuracy, 'share', 'accuracy') }),
    chart({
      ...{ name: 'learning-rate', title: 'Learning rate', about: 'at the last step of each epoch' },
      ...frame(rate, 'number', 'learning rate'),
    }),
  ];
}

const valuesOf = (curves: readonly Curve[]): number[] =>
  curves.flatMap(({ points }) => points.map(([, y]) => y));

/** The highest value; 1 if all are 0, such as the rate of a single epoch whose schedule ends at 0. */
const highest = (curves: readonly Curve[]): number => Math.max(...valuesOf(curves)) || 1;
