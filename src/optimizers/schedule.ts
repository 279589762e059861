// Defines a schedule from a name, a schema of its options, and a curve over the run. A curve knows neither
// steps nor epochs. If a paper counts epochs, the options here are shares of the run, so a schedule means the
// same for a run of any length.
import { z } from 'zod';
import { parseConfig } from '../parse-config.ts';
import type { NamedOptions } from './named-options.ts';
import type { ScheduleName } from './schedule-names.ts';

/**
 * The factor on the learning rate, from 0 to 1, at a step counted from 0. It depends only on the step and the
 * number of steps, so training can resume anywhere.
 */
export type Schedule = (step: number, totalSteps: number) => number;

/** A schedule with its name and options. */
export interface NamedSchedule {
  (step: number, totalSteps: number): number;
  /** The schedule as data; `scheduleFromJSON` makes it again. */
  toJSON(): NamedOptions;
}

/** A share of the run, or of the peak rate. */
export const share = z.number().min(0).max(1);
/** A share above 0. */
export const positiveShare = z.number().positive().max(1);

/** The share of the run over which the factor rises linearly to the start of the schedule; 0 by default. */
export const warmupOption = { warmup: share.default(0) };

interface Options {
  readonly [option: string]: number;
}

/** The factor at a point of the run, given as the share that is done, from 0 to 1. */
export type Curve = (done: number) => number;

/** Makes a function that creates schedules of one type from a curve, preceded by a warm-up. */
export const defineSchedule = <S extends z.ZodType<Options & { readonly warmup: number }>>(
  type: ScheduleName,
  schema: S,
  curveFor: (config: z.output<S>) => Curve,
) => nameSchedule(type, schema, (config) => withWarmup(config.warmup, curveFor(config)));

/** Adds a name and a schema to a function that creates schedules. */
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

/** The first step is already above 0; the step at the end of the rise is the start of the curve. */
const withWarmup =
  (warmup: number, curve: Curve): Schedule =>
  (step, totalSteps) => {
    const rise = Math.max(1, warmup * totalSteps);
    if (step + 1 < rise) return ((step + 1) / rise) * curve(0);
    return curve(Math.min(1, (step + 1 - rise) / (totalSteps + 1 - rise)));
  };
