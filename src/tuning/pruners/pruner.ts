// The interface of pruners: pure functions from a study's learning curves to what happens next.
import type { Direction, Trial } from '../trial.ts';

/** A trial as a pruner sees it. */
export interface PrunedTrial extends Pick<Trial, 'number' | 'state' | 'intermediate'> {
  /** Whether it waits at a rung to be promoted. */
  readonly isPaused: boolean;
}

/** What a pruner knows. */
export interface Pruning {
  /** All trials of the study, by number. */
  readonly trials: readonly PrunedTrial[];
  /** What is better in the first objective. */
  readonly direction: Direction;
  /** The epochs of a whole run. */
  readonly epochs: number;
}

/** What happens to a trial after an epoch: it goes on, waits to be promoted, or ends. */
export type Verdict = 'continue' | 'pause' | 'prune';

/** Decides which trials go on. */
export interface Pruner {
  /** What happens to a running trial after its last reported epoch. */
  readonly judge: (trial: PrunedTrial, pruning: Pruning) => Verdict;
  /** The number of the paused trial to promote before any new one starts; undefined if there is none. */
  readonly promote: (pruning: Pruning) => number | undefined;
  /** Like `promote`, when no new trial will come and none runs: at the end of a study. */
  readonly promoteLast: (pruning: Pruning) => number | undefined;
}

/** Lets every trial go on. */
export const noPruner: Pruner = {
  judge: () => 'continue',
  promote: () => undefined,
  promoteLast: () => undefined,
};
