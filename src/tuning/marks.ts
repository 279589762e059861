// Atelier's own system attributes of trials: who works on it, and whether it waits at a rung. Optuna keeps
// them and takes no notice.
import type { JournalTrial } from './journal/replay.ts';
import type { PrunedTrial } from './pruners/pruner.ts';

/** The owner of a running trial; null if nobody works on it. */
export const leaseMark = 'atelier:lease';
/** Where a trial waits to be promoted, or has waited; see `Pause`. */
export const pauseMark = 'atelier:paused';
/** The digest of a study's space. */
export const spaceMark = 'atelier:space';

/** The value of `pauseMark`. */
export interface Pause {
  /** The rung. */
  readonly epoch: number;
  /** Whether the trial goes on from there. */
  readonly isPromoted: boolean;
}

const pauseOf = ({ systemAttributes }: JournalTrial): Pause | undefined =>
  systemAttributes[pauseMark] as Pause | undefined;

/** Whether a trial waits at a rung. */
export const isPaused = (trial: JournalTrial): boolean =>
  trial.state === 'running' && pauseOf(trial)?.isPromoted === false;

/** The last rung from which a trial was promoted; 0 if there is none. */
export const promotedFrom = (trial: JournalTrial): number => {
  const pause = pauseOf(trial);
  return pause?.isPromoted === true ? pause.epoch : 0;
};

/** A trial as a pruner sees it. */
export const forPruner = (trial: JournalTrial): PrunedTrial => ({
  ...{ number: trial.number, state: trial.state, intermediate: trial.intermediate },
  isPaused: isPaused(trial),
});
