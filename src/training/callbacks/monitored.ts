// The figures of an epoch that can decide which epoch is best, when to stop, or when to lower the learning
// rate.
export const monitored = ['validationAccuracy', 'validationLoss', 'accuracy', 'loss'] as const;
/**
 * A figure of an epoch that can decide which epoch is best, when to stop, or when to lower the learning
 * rate.
 *
 * @useDeclaredType
 */
export type Monitored = (typeof monitored)[number];

/** Whether a figure has improved by more than `minDelta`: accuracies up, losses down. */
export function isBetter(monitor: Monitored, value: number, best: number, minDelta: number): boolean {
  const gain = monitor.toLowerCase().endsWith('loss') ? best - value : value - best;
  return gain > minDelta;
}
