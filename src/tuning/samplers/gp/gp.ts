// Bayesian optimisation with a Gaussian process: the next point is the one with the most expected
// improvement.
import { Random } from '../../../random.ts';
import type { Parameters } from '../../space.ts';
import { losses, type Trial } from '../../trial.ts';
import { qmcSampler } from '../qmc.ts';
import type { Sampling } from '../sampler.ts';
import { rankTrials } from '../tpe/rank.ts';
import { decode, encode } from './encode.ts';
import { fitHyperparameters, posteriorOf, type Points } from './gaussian-process.ts';
import { mostPromising } from './maximize.ts';
import { warped } from './warp.ts';

/** How many trials are even points before the first fit. */
const startup = 10;
/** The most trials that the process knows, the best first: its cost grows with their cube. */
const largest = 400;
/** The most trials that hyper-parameters are fitted to. */
const mostFitted = 80;
/** How many of the best trials have neighbours among the candidates. */
const mostGood = 5;

/** Even points first, then the point with the most expected improvement. It takes one objective. */
export function gpSampler(sampling: Sampling): Parameters {
  const { space, seed, number, attempt = 0 } = sampling;
  const { ranked, running } = rankTrials(sampling);
  if (ranked.length < startup || attempt > 3) return qmcSampler(sampling);
  const known = ranked.slice(0, largest);
  const y = warped(known.map((trial) => lossOf(trial, sampling)));
  const vectors = known.map(({ params }) => encode(space, params));
  const random = new Random(seed, 'gp', number, attempt);
  const { points: sample, values } = sampleOf(vectors, y);
  const hyperparameters = fitHyperparameters(pointsOf(sampling, sample), values);
  const posterior = posteriorOf(pointsOf(sampling, vectors), y, hyperparameters);
  const best = Math.min(...posterior.fitted);
  const pending = running.map(({ params }) => encode(space, params));
  // A running trial counts as if it had the value that is expected of it (Ginsbourger et al., 2010).
  const expected = pending.map((vector) => posterior.at(vector).mean);
  const all = [...vectors, ...pending];
  const believed =
    pending.length === 0
      ? posterior
      : posteriorOf(pointsOf(sampling, all), Float64Array.from([...y, ...expected]), hyperparameters);
  return decode(space, mostPromising(space, believed, best, vectors.slice(0, mostGood), random));
}

const lossOf = (trial: Trial, { directions }: Sampling): number => {
  if (trial.values) return losses(trial, directions)[0]!;
  const last = trial.intermediate.at(-1)?.[1];
  return trial.state === 'pruned' && last !== undefined
    ? directions[0] === 'minimize'
      ? last
      : -last
    : Infinity;
};

/**
 * Of many points, the best third of the sample and an even choice of the others, for the fit of
 * hyper-parameters.
 */
function sampleOf(
  vectors: readonly Float64Array[],
  y: Float64Array,
): { points: Float64Array[]; values: Float64Array } {
  const best = Math.floor(mostFitted / 3);
  const stride = Math.max(1, (vectors.length - best) / (mostFitted - best));
  const chosen = vectors
    .map((_, i) => i)
    .filter((i) => i < best || Math.floor((i - best) / stride) !== Math.floor((i - best - 1) / stride));
  return { points: chosen.map((i) => vectors[i]!), values: Float64Array.from(chosen, (i) => y[i]!) };
}

const pointsOf = ({ space }: Sampling, vectors: readonly Float64Array[]): Points => ({
  count: vectors.length,
  dimensions: space.length,
  values: Float64Array.from(vectors.flatMap((vector) => [...vector])),
  isCategorical: Uint8Array.from(space, ({ distribution }) => (distribution.kind === 'categorical' ? 1 : 0)),
});
