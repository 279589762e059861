// Atelier's own system attributes of trials: who works on it, and whether it waits at a rung. Optuna keeps them and
// takes no notice.
import type { JournalTrial } from './journal/replay.ts';
import type { PrunedTrial } from './pruners/pruner.ts';

/** The owner of a running trial; null if nobody works on it. */
export const leaseMark = 'atelier:lease';
/** The epoch at which a trial waits to be promoted; null or missing if it does not. */
export const pauseMark = 'atelier:paused';
/** The digest of a study's space. */
export const spaceMark = 'atelier:space';

/** Whether a trial waits at a rung. */
export const isPaused = ({ state, systemAttributes }: JournalTrial): boolean =>
  state === 'running' && typeof systemAttributes[pauseMark] === 'number';

/** A trial as a pruner sees it. */
export const forPruner = (trial: JournalTrial): PrunedTrial => ({
  ...{ number: trial.number, state: trial.state, intermediate: trial.intermediate },
  isPaused: isPaused(trial),
});
