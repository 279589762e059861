// How the learning rate changes over a run: the schedules, each a factor on the peak rate. They all take
// `warmup`, the share of the run over which the factor rises linearly to where they begin. A reduction on a
// plateau is not one: it depends on what training comes to.
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
 * Rises linearly over a first share of the steps, then falls linearly to zero.
 *
 * @example warmupLinearDecay(0.1)
 */
export const warmupLinearDecay =
  (warmup: number): Schedule =>
  (step, totalSteps) => {
    const rise = Math.max(1, warmup * totalSteps);
    return step + 1 < rise ? (step + 1) / rise : Math.max(0, (totalSteps - step) / (totalSteps - rise + 1));
  };

/** `constant` and `warmupLinearDecay` under their names, for files and command lines. */
export const namedConstant = defineSchedule('constant', z.strictObject(warmupOption), () => () => 1);
export const namedWarmupLinearDecay = nameSchedule(
  'warmup-linear-decay',
  z.strictObject({ warmup: share.default(0.1) }),
  ({ warmup }) => warmupLinearDecay(warmup),
);

/** Where a change lies on a step, so that rounding does not put it off to the next. */
const slack = 1e-9;

/**
 * Drops by a factor at equal distances: `every` is their share of the run.
 *
 * @throws InputError for an option that there is not or that is out of range; so do all below
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
 * Falls by equal ratios to `final`: final^done, where `done` is the share of the run that is done.
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
 * Falls to `final` as (1 - done)^power, linearly by default.
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
 * Falls to `final` as half a wave of the cosine (Loshchilov & Hutter, 2017), without restarts.
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
 * Falls as half a wave of the cosine and starts again, "SGDR" (Loshchilov & Hutter, 2017). The first period
 * is the share `t0` of the run, each one after it `tMult` times as long as the one before; the defaults make
 * three that end with the run.
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

/** The share of its period that is done at a time counted in first periods. */
function withinPeriod(time: number, growth: number): number {
  // Period n begins at 1 + growth + ... + growthⁿ⁻¹.
  const count = growth === 1 ? time : Math.log(1 + time * (growth - 1)) / Math.log(growth);
  const period = Math.floor(count + slack);
  const start = growth === 1 ? period : (growth ** period - 1) / (growth - 1);
  return Math.min(1, Math.max(0, (time - start) / growth ** period));
}

/**
 * One cycle (Smith & Topin, 2018): linearly up from `initial` to the peak over the share `rise` of the run,
 * down again over as much, and in what is left on down to `final`. The momentum stays as it is: theirs runs
 * the other way.
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

/** From 1 to 0. */
const halfWave = (done: number): number => (1 + Math.cos(Math.PI * done)) / 2;
const between = (low: number, high: number, position: number): number => low + (high - low) * position;
