// What a study will take, from the measurement of its first trial.
import { secondsOfDuration } from '../../../../../src/duration.ts';
import type { CommandOptions, Estimate } from '../../../../../src/server/studio/contract/jobs.ts';

/** How many trials `atelier tune` makes if nothing says when to end. */
const usualTrials = 50;

/** When a study ends, and how many work on it. */
export interface StudyPlan {
  /** Undefined if only the time or a target ends it. */
  readonly trials: number | undefined;
  /** The time that it may take. */
  readonly seconds: number | undefined;
  readonly workers: number;
}

/** Reads the options of `atelier tune`. */
export function planOf({ trials, time, target, workers = 1 }: CommandOptions): StudyPlan {
  const endsOtherwise = time !== undefined || target !== undefined;
  return {
    trials: trials === undefined ? (endsOtherwise ? undefined : usualTrials) : Number(trials),
    seconds: time === undefined ? undefined : secondsOfDuration(String(time)),
    workers: Number(workers),
  };
}

export interface StudyCost {
  /** Of one trial. */
  readonly trial: number;
  /** Of all trials, if all took as long; undefined if their number is open. */
  readonly all: number | undefined;
  /** How many trials fit into the time, if it ends the study before their number does. */
  readonly fitting: number | undefined;
  /** Of all workers, in bytes. */
  readonly memory: number;
}

/** The cost of a study whose trials all take as long as the one that was measured. */
export function studyCost(
  { seconds: trial, memory }: Pick<Estimate, 'seconds' | 'memory'>,
  { trials, seconds, workers }: StudyPlan,
): StudyCost {
  const whole = trials === undefined ? undefined : Math.ceil(trials / workers) * trial;
  const isShort = seconds !== undefined && seconds < (whole ?? Infinity);
  return {
    ...{ trial, memory: memory.peak * workers },
    all: isShort ? seconds : whole,
    fitting: isShort ? Math.floor(seconds / trial) * workers : undefined,
  };
}
