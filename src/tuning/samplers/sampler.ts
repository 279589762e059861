// The interface of samplers: pure functions from what is known of a study to the next point.
import type { Parameters, SearchSpace } from '../space.ts';
import type { Direction, Trial } from '../trial.ts';

/** What a sampler knows when it chooses the point of a trial. */
export interface Sampling {
  /** The parameters and their distributions. */
  readonly space: SearchSpace;
  /** What is better, for each objective. */
  readonly directions: readonly Direction[];
  /** The other trials of the study, by number. */
  readonly trials: readonly Trial[];
  /** The number of the trial that gets the point. */
  readonly number: number;
  /** Decides everything random, together with the number and the attempt. */
  readonly seed: number;
  /** Counts the tries from 0 if the points before were tried already. */
  readonly attempt?: number;
}

/** Chooses the next point. It depends on nothing but its argument. */
export type Sampler = (sampling: Sampling) => Parameters;
