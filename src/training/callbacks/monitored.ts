// The figures of an epoch that decide something: which epoch is best, when to stop, when to lower the rate.
export const monitored = ['validationAccuracy', 'validationLoss', 'accuracy', 'loss'] as const;
/**
 * A figure of an epoch that can decide something.
 *
 * @useDeclaredType
 */
export type Monitored = (typeof monitored)[number];

/** Whether a figure has got better by more than `minDelta`: up for accuracies, down for losses. */
export function isBetter(monitor: Monitored, value: number, best: number, minDelta: number): boolean {
  const gain = monitor.toLowerCase().endsWith('loss') ? best - value : value - best;
  return gain > minDelta;
}
