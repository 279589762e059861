// Finds the point of a mixed space with the most expected improvement: the best of many even points and of
// neighbours of good ones, improved by gradients in floats and by trying values of integers and choices.
import type { Random } from '../../../random.ts';
import {
  countValues,
  fromUnit as valueNear,
  toUnit,
  valueAt,
  type Distribution,
} from '../../distribution.ts';
import { minimize } from '../../numeric/minimize.ts';
import type { SearchSpace } from '../../space.ts';
import { sobolPoint } from '../sobol.ts';
import { activeAt, canonical } from './encode.ts';
import { logExpectedImprovement } from './expected-improvement.ts';
import type { Posterior } from './gaussian-process.ts';

/** How many even points, neighbours of each good point, and local searches there are. */
const counts = { even: 384, near: 48, searches: 5 };
const mostRounds = 3;
const mostIterations = 20;
/** The largest step to a neighbour, as a share of the range. */
const reachOfNeighbours = 0.05;

/**
 * @param good vectors of the best points so far
 * @returns the vector with the most improvement over `best`
 */
export function mostPromising(
  space: SearchSpace,
  posterior: Posterior,
  best: number,
  good: readonly Float64Array[],
  random: Random,
): Float64Array {
  const improvement = (vector: Float64Array): number => {
    const { mean, deviation } = posterior.at(canonical(space, vector));
    return logExpectedImprovement(mean, deviation, best).value;
  };
  const seed = random.uint32();
  const even = Array.from({ length: counts.even }, (_, i) =>
    vectorAt(space, sobolPoint(i, space.length, seed)),
  );
  const near = good.flatMap((vector) =>
    Array.from({ length: counts.near }, () => neighbour(space, vector, random)),
  );
  const scored = [...even, ...near].map((vector) => ({ vector, score: improvement(vector) }));
  scored.sort((a, b) => b.score - a.score);
  return scored
    .slice(0, counts.searches)
    .map(({ vector, score }) => climb(space, posterior, best, improvement, vector, score))
    .reduce((top, one) => (one.score > top.score ? one : top)).vector;
}

interface Scored {
  readonly vector: Float64Array;
  readonly score: number;
}

/** Snaps a number's place to a value that it can have. */
const snapped = (distribution: Exclude<Distribution, { kind: 'categorical' }>, place: number): number =>
  toUnit(distribution, valueNear(distribution, place));

function vectorAt(space: SearchSpace, uniforms: readonly number[]): Float64Array {
  return Float64Array.from(space, ({ distribution }, i) => {
    const uniform = uniforms[i]!;
    if (distribution.kind === 'categorical') return Math.floor(uniform * distribution.choices.length);
    return snapped(distribution, uniform);
  });
}

/** Moves numbers a little, and about one choice in the space. */
function neighbour(space: SearchSpace, vector: Float64Array, random: Random): Float64Array {
  const reach = reachOfNeighbours * 10 ** -random.between(0, 2);
  return Float64Array.from(space, ({ distribution }, i) => {
    const [chance, normal, uniform] = [random.uniform(), random.normal(), random.uniform()];
    if (distribution.kind === 'categorical') {
      const keeps = vector[i]! >= 0 && chance > 1 / space.length;
      return keeps ? vector[i]! : Math.floor(uniform * distribution.choices.length);
    }
    if (countValues(distribution) < Infinity && chance > 0.5) return vector[i]!;
    const step = countValues(distribution) < Infinity ? 0.2 : reach;
    return snapped(distribution, Math.min(1, Math.max(0, vector[i]! + step * normal)));
  });
}

/** Improves floats, then integers and choices, until neither helps. */
function climb(
  space: SearchSpace,
  posterior: Posterior,
  best: number,
  improvement: (vector: Float64Array) => number,
  start: Float64Array,
  startScore: number,
): Scored {
  let top: Scored = { vector: start, score: startScore };
  for (let round = 0; round < mostRounds; round++) {
    const before = top.score;
    top = climbFloats(space, posterior, best, top);
    const discrete = climbDiscrete(space, improvement, top);
    const moved = discrete.score > top.score;
    top = discrete;
    if (!moved || top.score - before < 1e-4) break;
  }
  return top;
}

function climbFloats(space: SearchSpace, posterior: Posterior, best: number, from: Scored): Scored {
  const active = activeAt(space, from.vector);
  const floats = space.flatMap(({ distribution }, i) =>
    active[i] && countValues(distribution) === Infinity ? [i] : [],
  );
  if (floats.length === 0) return from;
  const vector = canonical(space, from.vector);
  const [byMean, byDeviation] = [new Float64Array(space.length), new Float64Array(space.length)];
  const negative = (x: Float64Array, gradient: Float64Array): number => {
    floats.forEach((i, k) => (vector[i] = x[k]!));
    const { mean, deviation } = posterior.withGradients(vector, byMean, byDeviation);
    const result = logExpectedImprovement(mean, deviation, best);
    floats.forEach((i, k) => {
      gradient[k] = -(result.byMean * byMean[i]! + result.byDeviation * byDeviation[i]!);
    });
    return -result.value;
  };
  const start = Float64Array.from(floats, (i) => from.vector[i]!);
  const { x, value } = minimize(negative, start, { low: 0, high: 1, iterations: mostIterations });
  if (!(-value > from.score)) return from;
  const moved = Float64Array.from(from.vector);
  floats.forEach((i, k) => (moved[i] = x[k]!));
  return { vector: moved, score: -value };
}

/** The most values of an integer that are all tried. */
const mostTried = 12;

function climbDiscrete(
  space: SearchSpace,
  improvement: (vector: Float64Array) => number,
  from: Scored,
): Scored {
  let top = from;
  space.forEach(({ distribution }, i) => {
    const count = countValues(distribution);
    if (count === Infinity || !activeAt(space, top.vector)[i]) return;
    for (const place of placesToTry(distribution, count, top.vector[i]!)) {
      if (place === top.vector[i]) continue;
      const vector = Float64Array.from(top.vector);
      vector[i] = place;
      const score = improvement(vector);
      if (score > top.score) top = { vector, score };
    }
  });
  return top;
}

function placesToTry(distribution: Distribution, count: number, place: number): number[] {
  if (distribution.kind === 'categorical') return distribution.choices.map((_, i) => i);
  const placeOf = (position: number) => toUnit(distribution, valueAt(distribution, position) as number);
  if (count <= mostTried) return Array.from({ length: count }, (_, i) => placeOf(i));
  const own = Math.round((valueNear(distribution, place) - distribution.low) / (distribution.step ?? 1));
  const near = [-3, -2, -1, 1, 2, 3].map((step) => own + step).filter((i) => i >= 0 && i < count);
  return [
    ...near.map(placeOf),
    ...Array.from({ length: mostTried }, (_, i) => snapped(distribution, (i + 0.5) / mostTried)),
  ];
}
