// A Parzen estimator: a mixture with one kernel for each observed point and one for the prior,
// multivariate, so that it keeps what goes with what. Kernels of numbers are normal distributions truncated
// to the range, summed over the cell of a value if there are steps; kernels of categories give the observed
// choice more weight.
import type { Random } from '../../../random.ts';
import { cellOf, fromUnit, toUnit, type Distribution, type ParameterValue } from '../../distribution.ts';
import { cdf, quantile, shareBetween } from '../../numeric/normal.ts';
import type { Parameters, SearchSpace } from '../../space.ts';

/** A mixture over the parameters of a group. */
export interface ParzenEstimator {
  /** Draws a point. */
  readonly draw: (random: Random) => ParameterValue[];
  /** The logarithm of its density, or of its probability where there are steps or choices, at a point. */
  readonly logDensity: (point: readonly ParameterValue[]) => number;
}

/** The kernels of one parameter, one for each point. */
interface Kernels {
  draw(kernel: number, random: Random): ParameterValue;
  /** Adds each kernel's logarithm at a value to `sums`. */
  addLogs(sums: Float64Array, value: ParameterValue): void;
}

/**
 * Estimates the density of points.
 *
 * @param points each has values for all parameters of the group
 * @param weights of the points, relative to 1 for the prior
 */
export function parzenEstimator(
  group: SearchSpace,
  points: readonly Parameters[],
  weights: readonly number[],
): ParzenEstimator {
  const all = [...weights, 1];
  const total = all.reduce((sum, weight) => sum + weight, 0);
  const logWeights = Float64Array.from(all, (weight) => Math.log(weight / total));
  const kernels = group.map(({ name, distribution }) => {
    const values = points.map((point) => point[name]!);
    return distribution.kind === 'categorical'
      ? categoricalKernels(distribution.choices, values)
      : numericKernels(distribution, values as number[]);
  });
  return {
    draw: (random) => {
      const kernel = chosen(all, random.uniform() * total);
      return kernels.map((one) => one.draw(kernel, random));
    },
    logDensity: (point) => {
      const sums = Float64Array.from(logWeights);
      kernels.forEach((one, i) => one.addLogs(sums, point[i]!));
      return logSumExp(sums);
    },
  };
}

function chosen(weights: readonly number[], place: number): number {
  let rest = place;
  for (let i = 0; i < weights.length - 1; i++) if ((rest -= weights[i]!) < 0) return i;
  return weights.length - 1;
}

function logSumExp(values: Float64Array): number {
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) if (values[i]! > most) most = values[i]!;
  if (most === -Infinity) return most;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i]! - most);
  return most + Math.log(sum);
}

type Numeric = Exclude<Distribution, { kind: 'categorical' }>;

/** The prior's kernel is as wide as the range, around its middle. */
function numericKernels(distribution: Numeric, values: readonly number[]): Kernels {
  const places = values.map((value) => toUnit(distribution, value));
  const means = Float64Array.from([...places, 0.5]);
  const deviations = Float64Array.from([...bandwidths(places), 1]);
  const inside = means.map((mean, i) => shareBetween(-mean / deviations[i]!, (1 - mean) / deviations[i]!));
  const logNorms = inside.map((share, i) => -Math.log(share * deviations[i]! * Math.sqrt(2 * Math.PI)));
  const hasCells = distribution.step !== undefined;
  return {
    draw: (kernel, random) => {
      const [mean, deviation] = [means[kernel]!, deviations[kernel]!];
      const below = cdf(-mean / deviation);
      const place = mean + deviation * quantile(below + random.uniform() * inside[kernel]!);
      return fromUnit(distribution, Number.isFinite(place) ? place : mean);
    },
    addLogs: (sums, value) => {
      const { from, to } = cellOf(distribution, value as number);
      for (let i = 0; i < sums.length; i++) {
        const mean = means[i]!;
        const deviation = deviations[i]!;
        if (hasCells) {
          const share = shareBetween((from - mean) / deviation, (to - mean) / deviation);
          sums[i]! += Math.log(share / inside[i]! + 1e-300);
        } else {
          const z = (from - mean) / deviation;
          sums[i]! += logNorms[i]! - 0.5 * z * z;
        }
      }
    },
  };
}

/**
 * The standard deviation of each kernel: the distance to the farther of its neighbours (Bergstra et al.,
 * 2011), but not below `1 / (2 + count)` of the range, so that early kernels don't collapse, nor below 1 %.
 */
function bandwidths(places: readonly number[]): number[] {
  const order = places.map((_, i) => i).sort((a, b) => places[a]! - places[b]!);
  const least = 1 / Math.min(100, 2 + places.length);
  const result = new Array<number>(places.length);
  order.forEach((i, rank) => {
    const [before, after] = [order[rank - 1], order[rank + 1]];
    const isAlone = before === undefined && after === undefined;
    const left = before === undefined ? (isAlone ? places[i]! : 0) : places[i]! - places[before]!;
    const right = after === undefined ? (isAlone ? 1 - places[i]! : 0) : places[after]! - places[i]!;
    result[i] = Math.min(1, Math.max(least, left, right));
  });
  return result;
}

/** Each kernel has its observed choice, and `1 / kernels` for every choice, so that none is left out. */
function categoricalKernels(choices: readonly ParameterValue[], values: readonly ParameterValue[]): Kernels {
  const observed = [...values.map((value) => choices.indexOf(value)), -1];
  const share = 1 / choices.length;
  const smoothing = 1 / observed.length;
  const even = (smoothing * choices.length) / (1 + smoothing * choices.length);
  const [other, own] = [even * share, even * share + 1 - even].map(Math.log) as [number, number];
  return {
    draw: (kernel, random) => {
      const spread = random.uniform() < even || observed[kernel] === -1;
      const any = random.integer(choices.length);
      return choices[spread ? any : observed[kernel]!]!;
    },
    addLogs: (sums, value) => {
      const place = choices.indexOf(value);
      const prior = Math.log(share);
      for (let i = 0; i < sums.length; i++)
        sums[i]! += observed[i] === -1 ? prior : observed[i] === place ? own : other;
    },
  };
}
