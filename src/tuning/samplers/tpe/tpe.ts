// The tree-structured Parzen estimator (Bergstra et al., 2011, "Algorithms for hyper-parameter
// optimization"), multivariate (Falkner et al., 2018, "BOHB"), with the numbers that Watanabe (2023,
// "Tree-structured Parzen estimator: understanding its algorithm components") recommends.
import { Random } from '../../../random.ts';
import { groupsOf, isActive, type Parameters, type SearchSpace } from '../../space.ts';
import { qmcSampler } from '../qmc.ts';
import type { Sampling } from '../sampler.ts';
import { parzenEstimator } from './parzen.ts';
import { rankTrials } from './rank.ts';

/**
 * How many trials are even points before the first estimate (Bergstra et al., 2011, use 20; Watanabe, 2023,
 * 10).
 */
const startup = 10;
/** Of so many candidates the best is taken (Bergstra et al., 2011). */
const candidates = 24;
/**
 * The share of trials that count as good, and the most of them (Bergstra et al., 2013; Watanabe, 2023: 0.1
 * to 0.2).
 */
const goodShare = 0.17;
const mostGood = 25;

/**
 * Draws candidates from the density of the good trials, and takes the one that is likeliest under it
 * relative to the density of the others. Parameters that are set together are drawn together. Running
 * trials count as bad, so that parallel workers try different points (the constant liar of Ginsbourger et
 * al., 2010).
 */
export function tpeSampler(sampling: Sampling): Parameters {
  const { space, seed, number, attempt = 0 } = sampling;
  const { ranked, running } = rankTrials(sampling);
  if (ranked.length < startup) return qmcSampler(sampling);
  const good = Math.min(mostGood, Math.ceil(goodShare * ranked.length));
  const below = ranked.slice(0, good).map(({ params }) => params);
  const above = [...ranked.slice(good), ...running]
    .sort((a, b) => a.number - b.number)
    .map(({ params }) => params);
  const values: Record<string, Parameters[string]> = {};
  groupsOf(space).forEach((group, i) => {
    if (!isActive(group[0]!, values)) return;
    const random = new Random(seed, 'tpe', number, attempt, i);
    const point = bestCandidate(group, withAll(group, below), withAll(group, above), random);
    group.forEach(({ name }, k) => (values[name] = point[k]!));
  });
  return values;
}

const withAll = (group: SearchSpace, points: readonly Parameters[]): Parameters[] =>
  points.filter((point) => group.every(({ name }) => Object.hasOwn(point, name)));

function bestCandidate(
  group: SearchSpace,
  below: readonly Parameters[],
  above: readonly Parameters[],
  random: Random,
): Parameters[string][] {
  const good = parzenEstimator(group, below, goodWeights(below.length));
  const bad = parzenEstimator(group, above, badWeights(above.length));
  let best: Parameters[string][] = [];
  let most = -Infinity;
  for (let i = 0; i < candidates; i++) {
    const point = good.draw(random);
    const gain = good.logDensity(point) - bad.logDensity(point);
    if (gain > most || i === 0) [best, most] = [point, gain];
  }
  return best;
}

/**
 * The best of the good points counts seven times as much as the last one, with 1 as the mean: a density
 * weighted by improvement (Song et al., 2022, "A general recipe for likelihood-free Bayesian
 * optimization").
 */
const goodWeights = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => (1 + (6 * (count - 1 - i)) / Math.max(1, count - 1)) / 4);

const recent = 25;
/** The newest 25 points count fully, older ones less, the oldest 1/n (Bergstra et al., 2013). */
function badWeights(count: number): number[] {
  const old = Math.max(0, count - recent);
  return Array.from({ length: count }, (_, i) =>
    i < old ? 1 / count + (old > 1 ? (i / (old - 1)) * (1 - 1 / count) : 0) : 1,
  );
}
