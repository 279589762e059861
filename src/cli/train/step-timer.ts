// How fast steps are, from the moments at which they end. The first ones, in which programs are compiled and
// memory is asked for, are left out, and so is the smaller batch at the end of an epoch, which has a program
// of its own.
import type { StepProgress } from '../../training/fit.ts';

export interface MeasuredSteps {
  /** How many. */
  readonly steps: number;
  readonly imagesPerSecond: number;
}

interface TimedStep {
  readonly images: number;
  readonly milliseconds: number;
}

/** So many steps warm up, or fewer that take so long; what follows is measured until it has taken as long. */
const warmupSteps = 3;
const enoughMs = 3000;

/**
 * Takes the time of steps. Moments are milliseconds.
 *
 * @param start when training began
 */
export function stepTimer(start: number) {
  const warmup: TimedStep[] = [];
  const warm: TimedStep[] = [];
  let last = { epoch: 0, done: 0, at: start };
  return {
    /** A step has ended. */
    step({ epoch, done }: Pick<StepProgress, 'epoch' | 'done'>, at: number): void {
      const step = { images: epoch === last.epoch ? done - last.done : done, milliseconds: at - last.at };
      const isWarm = warmup.length >= warmupSteps || totalMs(warmup) >= enoughMs;
      (isWarm ? warm : warmup).push(step);
      last = { epoch, done, at };
    },
    /** The next step begins now: what was done since the last one is none. */
    goOn(at: number): void {
      last = { ...last, at };
    },
    hasEnough: (): boolean => totalMs(warm) >= enoughMs,
    /** Of steps of whole batches; of those that warm up, where there were no others. */
    measured: (): MeasuredSteps => speedOf(warm.length > 0 ? warm : warmup),
  };
}

function speedOf(timed: readonly TimedStep[]): MeasuredSteps {
  const largest = Math.max(...timed.map(({ images }) => images));
  const whole = timed.filter(({ images }) => images === largest);
  return { steps: whole.length, imagesPerSecond: (1000 * largest * whole.length) / totalMs(whole) };
}

const totalMs = (steps: readonly TimedStep[]): number =>
  steps.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
