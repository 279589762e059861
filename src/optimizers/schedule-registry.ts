// All schedules by their names, and how one is made from a configuration file or a command line.
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

/** What makes a schedule, by its name. */
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
 * Makes a schedule from what `toJSON()` gave, or a part of it: options that are not there have their
 * defaults.
 *
 * @throws InputError for an unknown type, and an option that there is not or that is out of range
 * @example scheduleFromJSON({ type: 'cosine', warmup: 0.1 })
 */
export const scheduleFromJSON = (json: NamedOptions): NamedSchedule => makeNamed('schedule', schedules, json);

/**
 * Makes a schedule from its name, with options after a colon: the form of the command line.
 *
 * @throws InputError as `scheduleFromJSON` does, and for what is not `option=value`
 * @example parseSchedule('cosine:warmup=0.1,final=0.01')
 */
export const parseSchedule = (text: string): NamedSchedule => scheduleFromJSON(parseNamed(text));
