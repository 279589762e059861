// The covariance matrix adaptation evolution strategy (Hansen, 2016, "The CMA evolution strategy: a
// tutorial", arXiv:1604.00772, with the default constants of its table 1), for spaces of numbers. Its state
// is a function of the study: each call replays the generations that are complete.
import { diagonalOf } from '../../nn/symmetric-eigen.ts';
import { Random } from '../../random.ts';
import { fromUnit, toUnit, type NumericDistribution } from '../distribution.ts';
import { quantile } from '../numeric/normal.ts';
import { sobolPoint } from './sobol.ts';
import { fillSpace, type Parameters, type SearchSpace } from '../space.ts';
import { randomSampler } from './random.ts';
import { rankTrials } from './tpe/rank.ts';
import type { Sampling } from './sampler.ts';

/** The first step size: a box's middle and a sixth of its width reach most of it. */
const firstSigma = 1 / 6;

/** The parameters that it searches: numbers that are always set. The others are drawn at random. */
const numbersOf = (space: SearchSpace) =>
  space.filter(
    ({ distribution, condition }) => distribution.kind !== 'categorical' && condition === undefined,
  );

/** Draws from the distribution that the complete generations led to. */
export function cmaEsSampler(sampling: Sampling): Parameters {
  const { space, seed, number, attempt = 0 } = sampling;
  const numbers = numbersOf(space);
  const others = randomSampler(sampling);
  if (numbers.length < 1) return others;
  const state = replay(sampling, numbers);
  const random = new Random(seed, 'cma-es', number, attempt);
  // Even normal numbers instead of random ones (Teytaud & Gelly, 2007, "DCMA: yet another derandomization
  // in covariance-matrix-adaptation").
  const even = attempt === 0 ? sobolPoint(number, numbers.length, seed).map(quantile) : undefined;
  const point = drawWithin(state, random, even);
  const places = new Map(numbers.map(({ name }, i) => [name, point[i]!]));
  return fillSpace(space, ({ name, distribution }) => {
    const place = places.get(name);
    return place === undefined
      ? (others[name] ?? null)
      : fromUnit(distribution as NumericDistribution, place);
  });
}

/** The strategy's state in the unit cube. */
interface State {
  readonly size: number;
  readonly constants: Constants;
  generation: number;
  mean: Float64Array;
  sigma: number;
  covariance: Float64Array;
  /** The evolution paths of the step size and the covariance. */
  pathSigma: Float64Array;
  pathC: Float64Array;
  /** The square roots of the covariance's eigenvalues, and its eigenvectors, one in each row. */
  axes: Float64Array;
  vectors: Float64Array;
}

interface Constants {
  /** How many points a generation has. */
  readonly lambda: number;
  readonly weights: readonly number[];
  readonly mu: number;
  readonly muEffective: number;
  readonly c1: number;
  readonly cMu: number;
  readonly cC: number;
  readonly cSigma: number;
  readonly dSigma: number;
  /** The expected length of a standard normal vector. */
  readonly chi: number;
}

/** Table 1 of the tutorial, with negative weights. */
function constantsFor(n: number): Constants {
  const lambda = 4 + Math.floor(3 * Math.log(n));
  const raw = Array.from({ length: lambda }, (_, i) => Math.log((lambda + 1) / 2) - Math.log(i + 1));
  const mu = Math.floor(lambda / 2);
  const effective = (part: readonly number[]) => sum(part) ** 2 / sum(part.map((w) => w * w));
  const muEffective = effective(raw.slice(0, mu));
  const muNegative = effective(raw.slice(mu));
  const c1 = 2 / ((n + 1.3) ** 2 + muEffective);
  const cMu = Math.min(
    1 - c1,
    (2 * (1 / 4 + muEffective + 1 / muEffective - 2)) / ((n + 2) ** 2 + muEffective),
  );
  const cSigma = (muEffective + 2) / (n + muEffective + 5);
  const negative = Math.min(
    1 + c1 / cMu,
    1 + (2 * muNegative) / (muEffective + 2),
    (1 - c1 - cMu) / (n * cMu),
  );
  const positiveSum = sum(raw.filter((w) => w > 0));
  const negativeSum = -sum(raw.filter((w) => w < 0));
  return {
    ...{ lambda, mu, muEffective, c1, cMu, cSigma },
    weights: raw.map((w) => (w >= 0 ? w / positiveSum : (negative * w) / negativeSum)),
    cC: (4 + muEffective / n) / (n + 4 + (2 * muEffective) / n),
    dSigma: 1 + 2 * Math.max(0, Math.sqrt((muEffective - 1) / (n + 1)) - 1) + cSigma,
    chi: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
  };
}

/** Replays the generations: finished trials in the order of their numbers, `lambda` at a time. */
function replay(sampling: Sampling, numbers: SearchSpace): State {
  const { ranked } = rankTrials(sampling);
  const rank = new Map(ranked.map(({ number }, i) => [number, i]));
  const finished = [...ranked].sort((a, b) => a.number - b.number);
  const state = initialState(numbers.length);
  const placesOf = ({ params }: { params: Parameters }) =>
    Float64Array.from(numbers, ({ name, distribution }) =>
      toUnit(distribution as NumericDistribution, params[name] as number),
    );
  const { lambda } = state.constants;
  for (let first = 0; first + lambda <= finished.length; first += lambda) {
    const generation = finished
      .slice(first, first + lambda)
      .sort((a, b) => rank.get(a.number)! - rank.get(b.number)!);
    update(state, generation.map(placesOf));
  }
  return state;
}

function initialState(size: number): State {
  const identity = Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
  return {
    ...{ size, constants: constantsFor(size), generation: 0, sigma: firstSigma },
    mean: new Float64Array(size).fill(0.5),
    covariance: identity,
    pathSigma: new Float64Array(size),
    pathC: new Float64Array(size),
    axes: new Float64Array(size).fill(1),
    vectors: identity,
  };
}

/** @param points of a generation, the best first */
function update(state: State, points: readonly Float64Array[]): void {
  const { size: n, constants, sigma, vectors, axes } = state;
  const { weights, mu, muEffective, c1, cMu, cC, cSigma, dSigma, chi } = constants;
  state.generation++;
  const steps = points.map((point) => point.map((x, i) => (x - state.mean[i]!) / sigma));
  const step = new Float64Array(n);
  for (let k = 0; k < mu; k++) for (let i = 0; i < n; i++) step[i]! += weights[k]! * steps[k]![i]!;
  state.mean = state.mean.map((x, i) => x + sigma * step[i]!);
  const whitened = across(
    vectors,
    times(vectors, step, n).map((x, i) => x / axes[i]!),
    n,
  );
  const growSigma = Math.sqrt(cSigma * (2 - cSigma) * muEffective);
  state.pathSigma = state.pathSigma.map((x, i) => (1 - cSigma) * x + growSigma * whitened[i]!);
  const length = norm(state.pathSigma);
  const stalls = length / Math.sqrt(1 - (1 - cSigma) ** (2 * state.generation)) >= (1.4 + 2 / (n + 1)) * chi;
  const growC = stalls ? 0 : Math.sqrt(cC * (2 - cC) * muEffective);
  state.pathC = state.pathC.map((x, i) => (1 - cC) * x + growC * step[i]!);
  const lost = stalls ? c1 * cC * (2 - cC) : 0;
  // A step with a negative weight counts by its direction only, with the length of an expected one.
  const counted = weights.map((w, k) =>
    w >= 0 ? w : (w * n) / (norm(times(vectors, steps[k]!, n).map((x, i) => x / axes[i]!)) ** 2 + 1e-12),
  );
  const keep = 1 + lost - c1 - cMu * sum(weights);
  const { covariance, pathC } = state;
  state.covariance = covariance.map((value, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    const ranks = sum(counted.map((w, k) => w * steps[k]![i]! * steps[k]![j]!));
    return keep * value + c1 * pathC[i]! * pathC[j]! + cMu * ranks;
  });
  state.sigma = Math.min(1, sigma * Math.exp((cSigma / dSigma) * (length / chi - 1)));
  const eigen = diagonalOf(state.covariance, n);
  state.vectors = eigen.vectors;
  state.axes = eigen.values.map((value) => Math.sqrt(Math.max(value, 1e-20)));
}

const mostDraws = 100;

/**
 * The first draw is `even`, if given. Draws until a point is within the cube; the last one is moved to its
 * edge.
 */
function drawWithin(
  { size, mean, sigma, axes, vectors }: State,
  random: Random,
  even?: readonly number[],
): Float64Array {
  for (let i = 1; ; i++) {
    const scaled = Float64Array.from(
      axes,
      (axis, k) => axis * (i === 1 && even ? even[k]! : random.normal()),
    );
    const point = across(vectors, scaled, size).map((x, k) => mean[k]! + sigma * x);
    if (point.every((x) => x >= 0 && x <= 1)) return point;
    if (i === mostDraws) return point.map((x) => Math.min(1, Math.max(0, x)));
  }
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const norm = (vector: Float64Array): number => Math.sqrt(vector.reduce((all, x) => all + x * x, 0));

/** The matrix times a vector. */
const times = (matrix: Float64Array, vector: Float64Array, n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => {
    let all = 0;
    for (let k = 0; k < n; k++) all += matrix[i * n + k]! * vector[k]!;
    return all;
  });

/** The transposed matrix times a vector. */
const across = (matrix: Float64Array, vector: Float64Array, n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => {
    let all = 0;
    for (let k = 0; k < n; k++) all += matrix[k * n + i]! * vector[k]!;
    return all;
  });
