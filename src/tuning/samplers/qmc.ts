// Quasi-random search: the points of a scrambled Sobol sequence, which leave smaller gaps than random ones.
import { valueFor } from '../distribution.ts';
import { fillSpace, type Parameters } from '../space.ts';
import type { Sampling } from './sampler.ts';
import { sobolPoint } from './sobol.ts';

/**
 * Takes the point of the sequence that has the trial's number. Parameters that are not set leave their
 * dimension unused.
 */
export function qmcSampler({ space, seed, number, attempt = 0 }: Sampling): Parameters {
  const point = sobolPoint(number, space.length, attempt === 0 ? seed : seed + 7919 * attempt);
  const places = new Map(space.map(({ name }, i) => [name, point[i]!]));
  return fillSpace(space, ({ name, distribution }) => valueFor(distribution, places.get(name)!));
}
