// Measures the speed of training steps from the times at which they end. It leaves out the first steps, which
// compile programs and allocate memory, and the smaller batch at the end of an epoch, which has its own
// program.
import type { StepProgress } from '../../training/fit.ts';

export interface MeasuredSteps {
  /** How many steps were measured. */
  readonly steps: number;
  readonly imagesPerSecond: number;
}

interface TimedStep {
  readonly images: number;
  readonly milliseconds: number;
}

/** The warm-up ends after `warmupSteps` or `enoughMs`; then steps are measured for another `enoughMs`. */
const warmupSteps = 3;
const enoughMs = 3000;

/**
 * Makes a timer of steps. Times are in milliseconds.
 *
 * @param start the time at which training began
 */
export function stepTimer(start: number) {
  const warmup: TimedStep[] = [];
  const warm: TimedStep[] = [];
  let last = { epoch: 0, done: 0, at: start };
  return {
    /** Records that a step ended at a time. */
    step({ epoch, done }: Pick<StepProgress, 'epoch' | 'done'>, at: number): void {
      const step = { images: epoch === last.epoch ? done - last.done : done, milliseconds: at - last.at };
      const isWarm = warmup.length >= warmupSteps || totalMs(warmup) >= enoughMs;
      (isWarm ? warm : warmup).push(step);
      last = { epoch, done, at };
    },
    /** Restarts the clock: the time since the last step, spent on validation, does not count. */
    goOn(at: number): void {
      last = { ...last, at };
    },
    hasEnough: (): boolean => totalMs(warm) >= enoughMs,
    /** The speed of steps with whole batches; falls back to warm-up steps if there are no others. */
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
