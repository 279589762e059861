// All schedules by name, and making one from a configuration file or a command line.
import { makeNamed, parseNamed, type NamedOptions } from './named-options.ts';
import type { ScheduleName } from './schedule-names.ts';
import {
  cosineDecay,
  cosineDecayRestarts,
  exponentialDecay,
  namedConstant,
  namedWarmupLinearDecay,
  oneCycle,
  polynomialDecay,
  stepDecay,
  type NamedSchedule,
} from './schedules.ts';

/** The functions that make schedules, by name. */
export const schedules = {
  constant: namedConstant,
  step: stepDecay,
  exponential: exponentialDecay,
  polynomial: polynomialDecay,
  cosine: cosineDecay,
  'cosine-restarts': cosineDecayRestarts,
  'one-cycle': oneCycle,
  'warmup-linear-decay': namedWarmupLinearDecay,
} satisfies Record<ScheduleName, (options: never) => NamedSchedule>;

/**
 * Makes a schedule from the result of `toJSON()` or a part of it: missing options have their defaults.
 *
 * @throws InputError for an unknown type, an unknown option or a value out of range
 * @example scheduleFromJSON({ type: 'cosine', warmup: 0.1 })
 */
export const scheduleFromJSON = (json: NamedOptions): NamedSchedule => makeNamed('schedule', schedules, json);

/**
 * Makes a schedule from its name, with options after a colon, as on a command line.
 *
 * @throws InputError like `scheduleFromJSON`, and for a part that is not `option=value`
 * @example parseSchedule('cosine:warmup=0.1,final=0.01')
 */
export const parseSchedule = (text: string): NamedSchedule => scheduleFromJSON(parseNamed(text));
