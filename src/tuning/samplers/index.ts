// All samplers by name, and the choice that `auto` makes.
import { InputError } from '../../errors.ts';
import { countPoints, type SearchSpace } from '../space.ts';
import { cmaEsSampler } from './cma-es.ts';
import { gpSampler } from './gp/gp.ts';
import { checkGrid, gridSampler } from './grid.ts';
import { nsgaIISampler } from './nsga-ii.ts';
import type { SamplerName } from './names.ts';
import { qmcSampler } from './qmc.ts';
import { randomSampler } from './random.ts';
import type { Sampler } from './sampler.ts';
import { tpeSampler } from './tpe/tpe.ts';

/** The samplers by name. */
export const samplers: Readonly<Record<Exclude<SamplerName, 'auto'>, Sampler>> = {
  grid: gridSampler,
  random: randomSampler,
  qmc: qmcSampler,
  tpe: tpeSampler,
  gp: gpSampler,
  'cma-es': cmaEsSampler,
  'nsga-ii': nsgaIISampler,
};

/** What a choice of sampler depends on. */
export interface SearchBudget {
  readonly space: SearchSpace;
  /** How many trials there may be; infinite if only time limits them. */
  readonly trials: number;
  readonly objectives: number;
}

/** Up to so many trials a Gaussian process is quick enough, and at its best. */
const mostForGp = 150;
const mostDimensionsForGp = 20;
/** From so many trials on, a genetic algorithm has generations enough. */
const leastForNsga = 200;

/**
 * Chooses a sampler by space and budget.
 *
 * @returns its name, and the reason in words
 */
export function chooseSampler({ space, trials, objectives }: SearchBudget): {
  readonly name: Exclude<SamplerName, 'auto'>;
  readonly why: string;
} {
  const points = countPoints(space);
  if (points <= trials) return { name: 'grid', why: `the space has only ${points} points` };
  if (objectives > 1)
    return trials >= leastForNsga
      ? { name: 'nsga-ii', why: `there are ${objectives} objectives and ${leastForNsga} trials or more` }
      : { name: 'tpe', why: `there are ${objectives} objectives` };
  if (trials > mostForGp) return { name: 'tpe', why: `there may be more than ${mostForGp} trials` };
  const isMixed = space.some(
    ({ distribution, condition }) => condition ?? distribution.kind === 'categorical',
  );
  if (isMixed) return { name: 'tpe', why: 'the space has choices' };
  if (space.length > mostDimensionsForGp)
    return { name: 'tpe', why: `the space has more than ${mostDimensionsForGp} parameters` };
  return { name: 'gp', why: `the space has numbers only, and there are at most ${mostForGp} trials` };
}

/** @throws InputError if a sampler can't search the space for so many objectives */
export function checkSampler(
  name: Exclude<SamplerName, 'auto'>,
  space: SearchSpace,
  objectives: number,
): void {
  if (name === 'grid') checkGrid(space);
  if (objectives > 1 && (name === 'gp' || name === 'cma-es'))
    throw new InputError(`sampler ${name}: expected one objective, got ${objectives}; choose tpe or nsga-ii`);
  if (
    name === 'cma-es' &&
    !space.some(({ distribution, condition }) => distribution.kind !== 'categorical' && !condition)
  )
    throw new InputError(
      'sampler cma-es: expected a number that is always set, got only choices; choose tpe',
    );
}
