// The sampler of a search, and how many trials it may have.
import { checkSampler, chooseSampler } from '../../tuning/samplers/index.ts';
import type { StudySpace } from '../../tuning/study-space.ts';
import type { TuneOptions } from './tune-options.ts';

/** How many trials there are if neither a number, a time nor a target is given. */
const defaultTrials = 50;

/**
 * The sampler that `auto` chooses, or the one that is named.
 *
 * @throws InputError if it can't search this space
 */
export function checkedSampler(
  { space, objectives }: Pick<StudySpace, 'space' | 'objectives'>,
  { sampler, trials, time, target }: Pick<TuneOptions, 'sampler' | 'trials' | 'time' | 'target'>,
) {
  const most = trials ?? (time === undefined && target === undefined ? defaultTrials : Infinity);
  const chosen =
    sampler === 'auto'
      ? chooseSampler({ space, trials: most, objectives: objectives.length })
      : { name: sampler, why: undefined };
  checkSampler(chosen.name, space, objectives.length);
  return { chosen, most };
}
