// The schedules of the learning rate. Each is a factor on the peak rate. All take `warmup`, the share of the
// run over which the factor rises linearly to their start. Reducing the rate on a plateau is not a schedule,
// because it depends on the results of training.
import { z } from 'zod';
import {
  defineSchedule,
  nameSchedule,
  positiveShare,
  share,
  warmupOption,
  type Schedule,
} from './schedule.ts';

export type { NamedSchedule, Schedule } from './schedule.ts';

/**
 * Leaves the learning rate at its peak.
 *
 * @function
 */
export const constant: Schedule = () => 1;

/**
 * Rises linearly over the first share of the steps, then falls linearly to zero.
 *
 * @example warmupLinearDecay(0.1)
 */
export const warmupLinearDecay =
  (warmup: number): Schedule =>
  (step, totalSteps) => {
    const rise = Math.max(1, warmup * totalSteps);
    return step + 1 < rise ? (step + 1) / rise : Math.max(0, (totalSteps - step) / (totalSteps - rise + 1));
  };

/** `constant` and `warmupLinearDecay` with names, for files and command lines. */
export const namedConstant = defineSchedule('constant', z.strictObject(warmupOption), () => () => 1);
export const namedWarmupLinearDecay = nameSchedule(
  'warmup-linear-decay',
  z.strictObject({ warmup: share.default(0.1) }),
  ({ warmup }) => warmupLinearDecay(warmup),
);

/** Keeps rounding from delaying a change by one step. */
const slack = 1e-9;

/**
 * Drops by a factor at equal intervals; `every` is their length as a share of the run.
 *
 * @throws InputError for an unknown option or a value out of range, like all schedules below
 * @example stepDecay({ every: 1 / 3, factor: 0.1 })
 */
export const stepDecay = defineSchedule(
  'step',
  z.strictObject({
    every: positiveShare.default(1 / 3),
    factor: positiveShare.default(0.1),
    ...warmupOption,
  }),
  ({ every, factor }) =>
    (done) =>
      factor ** Math.floor(done / every + slack),
);

/**
 * Falls to `final` in equal ratios: final^done, where `done` is the share of the run that is done.
 *
 * @example exponentialDecay({ final: 0.01 })
 */
export const exponentialDecay = defineSchedule(
  'exponential',
  z.strictObject({ final: positiveShare.default(0.01), ...warmupOption }),
  ({ final }) =>
    (done) =>
      final ** done,
);

/**
 * Falls to `final` like (1 - done)^power; linearly by default.
 *
 * @example polynomialDecay({ power: 2, final: 0.01 })
 */
export const polynomialDecay = defineSchedule(
  'polynomial',
  z.strictObject({ power: z.number().positive().default(1), final: share.default(0), ...warmupOption }),
  ({ power, final }) =>
    (done) =>
      between(final, 1, (1 - done) ** power),
);

/**
 * Falls to `final` along half a cosine wave (Loshchilov & Hutter, 2017), without restarts.
 *
 * @example cosineDecay({ warmup: 0.1, final: 0.01 })
 */
export const cosineDecay = defineSchedule(
  'cosine',
  z.strictObject({ final: share.default(0), ...warmupOption }),
  ({ final }) =>
    (done) =>
      between(final, 1, halfWave(done)),
);

/**
 * Falls along half a cosine wave and restarts: "SGDR" (Loshchilov & Hutter, 2017). The first period is the
 * share `t0` of the run, and each later one is `tMult` times as long as the one before. The defaults give
 * three periods that end with the run.
 *
 * @example cosineDecayRestarts({ t0: 0.25, tMult: 1 })
 */
export const cosineDecayRestarts = defineSchedule(
  'cosine-restarts',
  z.strictObject({
    t0: positiveShare.default(1 / 7),
    tMult: z.number().min(1).default(2),
    final: share.default(0),
    ...warmupOption,
  }),
  ({ t0, tMult, final }) =>
    (done) =>
      between(final, 1, halfWave(withinPeriod(done / t0, tMult))),
);

/** The share of the current period that is done. Time is in units of the first period. */
function withinPeriod(time: number, growth: number): number {
  // Period n starts at 1 + growth + ... + growthⁿ⁻¹.
  const count = growth === 1 ? time : Math.log(1 + time * (growth - 1)) / Math.log(growth);
  const period = Math.floor(count + slack);
  const start = growth === 1 ? period : (growth ** period - 1) / (growth - 1);
  return Math.min(1, Math.max(0, (time - start) / growth ** period));
}

/**
 * One cycle (Smith & Topin, 2018): rises linearly from `initial` to the peak over the share `rise` of the
 * run, falls back to `initial` over the same share, and falls on to `final` over the rest. The momentum stays
 * constant; in the paper it changes in the opposite direction.
 *
 * @example oneCycle({ rise: 0.3, initial: 0.04, final: 0 })
 */
export const oneCycle = defineSchedule(
  'one-cycle',
  z.strictObject({
    rise: z.number().positive().max(0.5).default(0.45),
    initial: share.default(0.1),
    final: share.default(1e-3),
    ...warmupOption,
  }),
  ({ rise, initial, final }) =>
    (done) => {
      if (done < 2 * rise) return between(initial, 1, 1 - Math.abs(done / rise - 1));
      return rise < 0.5 ? between(initial, final, (done - 2 * rise) / (1 - 2 * rise)) : initial;
    },
);

/** Falls from 1 to 0. */
const halfWave = (done: number): number => (1 + Math.cos(Math.PI * done)) / 2;
const between = (low: number, high: number, position: number): number => low + (high - low) * position;
