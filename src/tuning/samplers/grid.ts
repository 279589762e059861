// Grid search: every point of a finite space, in an order that the seed decides, so that a study that is
// cut off has seen an even part of the grid.
import { InputError } from '../../errors.ts';
import { Random } from '../../random.ts';
import { countPoints, keyOf, pointsOf, type Parameters, type SearchSpace } from '../space.ts';
import type { Sampling } from './sampler.ts';

/** The most points of a grid. */
export const largestGrid = 100_000;

/**
 * Takes the next point of the shuffled grid that no trial has.
 *
 * @throws InputError if the space is not finite, or too large
 */
export function gridSampler({ space, seed, trials }: Sampling): Parameters {
  checkGrid(space);
  const points = new Random(seed, 'grid').shuffle([...pointsOf(space)]);
  const tried = new Set(trials.map(({ params }) => keyOf(params)));
  return points.find((point) => !tried.has(keyOf(point))) ?? points[0]!;
}

/** @throws InputError unless a space has few enough points for a grid */
export function checkGrid(space: SearchSpace): void {
  const endless = space.find(
    ({ distribution }) => distribution.kind === 'float' && distribution.step === undefined,
  );
  if (endless)
    throw new InputError(
      `sampler grid: ${endless.name} has no step, so it has too many values; add step or choose another sampler`,
    );
  const count = countPoints(space);
  if (count > largestGrid)
    throw new InputError(
      `sampler grid: expected a space of at most ${largestGrid.toLocaleString('en')} points, got ${count.toLocaleString('en')}`,
    );
}
