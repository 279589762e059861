// The history of a run as CSV: a row for each epoch.
import type { EpochResult } from './fit.ts';

const columns = [
  'epoch',
  'learningRate',
  'loss',
  'accuracy',
  'validationLoss',
  'validationAccuracy',
  'seconds',
] as const satisfies (keyof EpochResult)[];

/** @param perEpoch how many pictures an epoch has */
export function historyTable(history: readonly EpochResult[], perEpoch: number): string {
  const measuresTraining = history.some(({ trainingAccuracy }) => trainingAccuracy !== undefined);
  const header = [...columns, 'imagesPerSecond', ...(measuresTraining ? ['trainingAccuracy'] : [])];
  const rows = history.map((result, i) => {
    const speed = imagesTrained(result, history[i - 1], perEpoch) / result.seconds;
    const cells = [...columns.map((column) => result[column]), Math.round(speed)];
    return [...cells, ...(measuresTraining ? [result.trainingAccuracy] : [])].join(',');
  });
  return `${[header.join(','), ...rows].join('\n')}\n`;
}

/** How many pictures were trained on since the epoch before. */
export const imagesTrained = (
  { epoch }: EpochResult,
  previous: EpochResult | undefined,
  perEpoch: number,
): number => Math.round((epoch - (previous?.epoch ?? 0)) * perEpoch);
