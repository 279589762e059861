// What a schedule is, and how one is defined: a name, a schema of its options, and a curve over the run.
// Curves know neither steps nor epochs: where a method speaks of epochs, its options are shares of the run,
// so that a schedule means the same for a run of any length.
import { z } from 'zod';
import { parseConfig } from '../parse-config.ts';
import type { NamedOptions } from './named-options.ts';
import type { ScheduleName } from './schedule-names.ts';

/**
 * The factor on the learning rate at a step, counted from 0, of so many: from 0 to 1, and a function of these
 * two alone, so that training can resume anywhere.
 */
export type Schedule = (step: number, totalSteps: number) => number;

/** A schedule that knows its name and options. */
export interface NamedSchedule {
  (step: number, totalSteps: number): number;
  /** The schedule as data, from which `scheduleFromJSON` makes it again. */
  toJSON(): NamedOptions;
}

/** A share of the run, or of the peak rate. */
export const share = z.number().min(0).max(1);
/** A share that is not nothing. */
export const positiveShare = z.number().positive().max(1);

/** Over a share of the run, the factor rises linearly to where the schedule begins. */
export const warmupOption = { warmup: share.default(0) };

interface Options {
  readonly [option: string]: number;
}

/** The factor where a share of the run is done, from 0 to 1. */
export type Curve = (done: number) => number;

/** Makes the function that creates schedules of one type from a curve, with a warm-up before it. */
export const defineSchedule = <S extends z.ZodType<Options & { readonly warmup: number }>>(
  type: ScheduleName,
  schema: S,
  curveFor: (config: z.output<S>) => Curve,
) => nameSchedule(type, schema, (config) => withWarmup(config.warmup, curveFor(config)));

/** Gives a function that creates schedules a name and a schema. */
export const nameSchedule =
  <S extends z.ZodType<Options>>(
    type: ScheduleName,
    schema: S,
    scheduleFor: (config: z.output<S>) => Schedule,
  ) =>
  (options?: z.input<S>): NamedSchedule => {
    const config = parseConfig(type, schema, options ?? {});
    const schedule: Schedule = scheduleFor(config);
    return Object.assign((step: number, totalSteps: number) => schedule(step, totalSteps), {
      toJSON: () => ({ type, ...config }),
    });
  };

/** The first step is one of the rise, not at 0; the step at the top is the curve's beginning. */
const withWarmup =
  (warmup: number, curve: Curve): Schedule =>
  (step, totalSteps) => {
    const rise = Math.max(1, warmup * totalSteps);
    if (step + 1 < rise) return ((step + 1) / rise) * curve(0);
    return curve(Math.min(1, (step + 1 - rise) / (totalSteps + 1 - rise)));
  };
