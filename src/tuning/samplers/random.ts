// Random search (Bergstra & Bengio, 2012, "Random search for hyper-parameter optimization").
import { Random } from '../../random.ts';
import { valueFor } from '../distribution.ts';
import { fillSpace, type Parameters } from '../space.ts';
import type { Sampling } from './sampler.ts';

/** Draws each active parameter evenly from its distribution, on a log scale if it has one. */
export function randomSampler({ space, seed, number, attempt = 0 }: Sampling): Parameters {
  const random = new Random(seed, 'random', number, attempt);
  return fillSpace(space, ({ distribution }) => valueFor(distribution, random.uniform()));
}
