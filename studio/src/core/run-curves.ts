// What the curves of a run show: its epochs, the one that is being trained, and the breaks of training.
import type { HistoryRow, TrainingNow, TrainingSession } from '../../../src/server/studio/contract/runs.ts';
import type { CurveRow } from '../../../src/figures/learning-curves.ts';

/** The rows of a history, and one for the part of the next epoch that has been trained. */
export function curveRows(history: readonly HistoryRow[], now?: TrainingNow): readonly CurveRow[] {
  const last = history.at(-1)?.epoch ?? 0;
  if (!now || now.phase === 'finishing') return history;
  const epoch = now.epoch - 1 + now.done / now.total;
  if (epoch <= last) return history;
  const { loss, accuracy, learningRate, gradientNorm } = now;
  return [...history, { epoch, loss, accuracy, learningRate, gradientNorm }];
}

/** A break: training ended and went on later. */
export interface Break {
  /** The epochs that were done when it went on. */
  readonly epoch: number;
  /** When it ended and when it went on, in milliseconds since 1970. */
  readonly ended: number;
  readonly started: number;
}

/** The breaks of a run, in order. */
export const breaksOf = (sessions: readonly TrainingSession[]): Break[] =>
  sessions.slice(1).map(({ from, started }, i) => ({
    ...{ epoch: from, started: Date.parse(started) },
    ended: Date.parse(sessions[i]!.ended),
  }));
