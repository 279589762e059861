// What a run of `time-to-accuracy` measures: the options of the command line, checked. A wrong option throws
// an InputError.
import { InputError } from '../../src/errors.ts';
import { distinct, integer } from '../question.ts';
import { allTargets, longTarget, type Target } from './targets.ts';
import { peerWords, selectTrainers, type TrainerName } from './trainers.ts';

/** The options, as the command line gives them. */
export interface TimeOptions {
  targets?: string;
  seeds: string;
  split: string;
  peers: string;
  threads: string;
  data?: string;
  full?: true;
}

export const timeDefaults = {
  seeds: '1,2,3',
  split: 'test',
  peers: peerWords.join(','),
  threads: '2',
} as const satisfies TimeOptions;

export const splits = ['test', 'validation'] as const;
export type Split = (typeof splits)[number];

export interface TimeQuestion {
  /** The targets, from the lowest to the highest. */
  targets: Target[];
  seeds: number[];
  split: Split;
  names: TrainerName[];
  threads: number;
  /** A folder of IDX files to use instead of Fashion-MNIST. */
  data?: string;
}

/** Checks the options. */
export function timeQuestion({
  targets,
  seeds,
  split,
  peers,
  threads,
  data,
  full,
}: TimeOptions): TimeQuestion {
  return {
    targets: targetsOf(targets, full ?? false),
    seeds: distinct(seeds).map((seed) => integer('--seeds', seed, 0, 2 ** 32 - 1)),
    split: splitOf(split),
    names: selectTrainers(peers),
    threads: integer('--threads', threads, 1, 256),
    ...(data !== undefined && { data }),
  };
}

function targetsOf(list: string | undefined, full: boolean): Target[] {
  const offered = allTargets.filter((target) => full || target !== longTarget);
  if (list === undefined) return offered;
  const wanted = distinct(list).map(target);
  if (!full && wanted.includes(longTarget))
    throw new InputError(`--targets: ${longTarget} takes an hour or more; add --full to measure it`);
  return allTargets.filter((one) => wanted.includes(one));
}

function target(text: string): Target {
  const known = allTargets.find((candidate) => candidate === text);
  if (known) return known;
  throw new InputError(`--targets: expected accuracies from ${allTargets.join(', ')}; got '${text}'`);
}

function splitOf(text: string): Split {
  const known = splits.find((candidate) => candidate === text);
  if (known) return known;
  throw new InputError(`--split: expected ${splits.join(' or ')}; got '${text}'`);
}
