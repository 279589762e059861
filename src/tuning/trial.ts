// What samplers and pruners see of a study: its directions and its trials as plain data.
import type { Parameters } from './space.ts';

/** How far a trial is, in Optuna's terms. */
export type TrialState = 'running' | 'complete' | 'pruned' | 'fail' | 'waiting';

/** What is better: less or more. */
export type Direction = 'minimize' | 'maximize';

/** One point that was or is tried. */
export interface Trial {
  /** Counts the trials of a study from 0. */
  readonly number: number;
  /** How far it is. */
  readonly state: TrialState;
  /** The values of its parameters; fewer if it was stopped before it had all. */
  readonly params: Parameters;
  /** One for each objective; left out unless the trial is complete, or pruned with a value. */
  readonly values?: readonly number[];
  /** The first objective after each epoch that was reported, as epoch and value, in order. */
  readonly intermediate: readonly (readonly [epoch: number, value: number])[];
}

/** Whether a trial will not change any more. */
export const isFinished = ({ state }: Trial): boolean =>
  state === 'complete' || state === 'pruned' || state === 'fail';

/** The values of a complete trial, with the sign that makes less better. */
export const losses = ({ values = [] }: Trial, directions: readonly Direction[]): number[] =>
  directions.map((direction, i) => (direction === 'minimize' ? values[i]! : -values[i]!));

/** The best complete trial for a single objective, the first of equals; undefined if there is none. */
export function bestTrial<T extends Trial>(trials: readonly T[], direction: Direction): T | undefined {
  const isBetter = (value: number, best: number) => (direction === 'minimize' ? value < best : value > best);
  return trials
    .filter(({ state }) => state === 'complete')
    .reduce<T | undefined>(
      (best, trial) => (best === undefined || isBetter(trial.values![0]!, best.values![0]!) ? trial : best),
      undefined,
    );
}
