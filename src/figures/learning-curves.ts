// How loss, accuracy and the learning rate went over a run's epochs.
import type { EpochResult } from '../training/fit.ts';
import { axisAround, axisOfWholes, axisUpTo } from './axis.ts';
import { chart, type Curve } from './chart.ts';
import type { Figure } from './figure.ts';
import type { Points } from './svg.ts';

type Column = Exclude<keyof EpochResult, 'epoch'>;

/** Three figures; a run without epochs has none. */
export function learningFigures(history: readonly EpochResult[]): Figure[] {
  if (history.length === 0) return [];
  const lastEpoch = history.at(-1)!.epoch;
  const series = (label: string, column: Column): Curve[] => {
    const points: Points = history.flatMap((row) => {
      const value = row[column];
      return typeof value === 'number' ? [[row.epoch, value] as const] : [];
    });
    return points.length > 0 ? [{ label, points }] : [];
  };
  const frame = (curves: readonly Curve[], unit: 'share' | 'number', y: string) => ({
    ...{
      curves,
      axes: {
        x: axisOfWholes(lastEpoch),
        y: unit === 'share' ? axisAround(valuesOf(curves)) : axisUpTo(highest(curves)),
      },
    },
    ...{ labels: { x: 'epoch', y }, plotHeight: 230 },
  });
  const loss = [...series('training', 'loss'), ...series('validation', 'validationLoss')];
  const accuracy = [
    ...series('training, as it went', 'accuracy'),
    ...series('training, at the epoch’s end', 'trainingAccuracy'),
    ...series('validation', 'validationAccuracy'),
  ];
  const rate = series('learning rate', 'learningRate');
  const training =
    'figures of training are measured while it goes on, with dropout and augmentation where there are any';
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

/** The highest value, or 1 where all are 0, as the rate is at the end of a schedule that comes down to it. */
const highest = (curves: readonly Curve[]): number => Math.max(...valuesOf(curves)) || 1;
