// The point of a new trial: what the sampler says, unless it was tried before.
import { Random } from '../random.ts';
import { valueFor, type ParameterValue } from './distribution.ts';
import { largestGrid } from './samplers/grid.ts';
import type { Sampler, Sampling } from './samplers/sampler.ts';
import { countPoints, fillSpace, keyOf, pointsOf, type Parameters } from './space.ts';

/** How often the sampler is asked again before an untried point is drawn. */
const mostAttempts = 20;

/**
 * Asks a sampler for a point that no trial has. If it has none, an untried point is drawn at random.
 *
 * @returns undefined if all points of a finite space were tried
 */
export function suggest(sampler: Sampler, sampling: Sampling): Parameters | undefined {
  const { space, trials, seed, number } = sampling;
  const tried = new Set(trials.map(({ params }) => keyOf(params)));
  const count = countPoints(space);
  if (tried.size < count || count > largestGrid)
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const point = sampler({ ...sampling, attempt });
      if (!tried.has(keyOf(point))) return point;
    }
  const random = new Random(seed, 'untried', number);
  if (count > largestGrid)
    return fillSpace(space, ({ distribution }) => valueFor(distribution, random.uniform()));
  const left = [...pointsOf(space)].filter((point) => !tried.has(keyOf(point)));
  return left[random.integer(Math.max(1, left.length))];
}

/**
 * A point with some values given, e.g. those of a trial that was put in the queue; the sampler gives the
 * others.
 */
export function complete(
  sampler: Sampler,
  sampling: Sampling,
  given: Readonly<Record<string, ParameterValue>>,
): Parameters {
  const { space, seed, number } = sampling;
  const names = fillSpace(space, ({ name, distribution }) =>
    Object.hasOwn(given, name) ? given[name]! : valueFor(distribution, 0.5),
  );
  if (Object.keys(names).every((name) => Object.hasOwn(given, name))) return names;
  const sampled = sampler(sampling);
  const random = new Random(seed, 'complete', number);
  return fillSpace(space, ({ name, distribution }) => {
    if (Object.hasOwn(given, name)) return given[name]!;
    return Object.hasOwn(sampled, name) ? sampled[name]! : valueFor(distribution, random.uniform());
  });
}
