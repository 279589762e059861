// NSGA-II (Deb et al., 2002, "A fast and elitist multiobjective genetic algorithm: NSGA-II"), in its steady
// state: each new trial is a child of two parents from the best trials so far. Children take each value
// from one parent or the other, and about one value is drawn anew.
import { Random } from '../../random.ts';
import { valueFor } from '../distribution.ts';
import { crowdingDistances, paretoFronts } from '../pareto.ts';
import { fillSpace, type Parameters } from '../space.ts';
import { losses, type Trial } from '../trial.ts';
import { qmcSampler } from './qmc.ts';
import type { Sampling } from './sampler.ts';

/** How many of the best trials have children. */
const population = 50;
/** How many trials come before the first child. */
const startup = 20;

interface Member {
  readonly trial: Trial;
  readonly front: number;
  readonly crowding: number;
}

/** Even points first, then children of the best. */
export function nsgaIISampler(sampling: Sampling): Parameters {
  const { space, trials, directions, seed, number, attempt = 0 } = sampling;
  const complete = trials.filter(({ state }) => state === 'complete');
  if (complete.length < startup) return qmcSampler(sampling);
  const random = new Random(seed, 'nsga-ii', number, attempt);
  const points = complete.map((trial) => losses(trial, directions));
  const members = paretoFronts(points)
    .flatMap((front, rank) => {
      const crowding = crowdingDistances(front.map((i) => points[i]!));
      return front
        .map((i, k) => ({ trial: complete[i]!, front: rank, crowding: crowding[k]! }))
        .sort((a, b) => b.crowding - a.crowding);
    })
    .slice(0, population);
  const [first, second] = [winner(members, random), winner(members, random)];
  return fillSpace(space, ({ name, distribution }) => {
    const [mutates, prefersFirst, uniform] = [
      random.uniform() < 1 / space.length,
      random.uniform() < 0.5,
      random.uniform(),
    ];
    const parents = prefersFirst ? [first, second] : [second, first];
    const parent = parents.find(({ params }) => Object.hasOwn(params, name));
    return mutates || !parent ? valueFor(distribution, uniform) : parent.params[name]!;
  });
}

/**
 * The better of two members drawn at random: of the front before, or of the same front and less crowded.
 */
function winner(members: readonly Member[], random: Random): Trial {
  const [a, b] = [members[random.integer(members.length)]!, members[random.integer(members.length)]!];
  if (a.front !== b.front) return (a.front < b.front ? a : b).trial;
  return (a.crowding >= b.crowding ? a : b).trial;
}
