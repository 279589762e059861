// Distributions of hyper-parameters, in Optuna's terms: floats, integers and categories, and how each maps
// to the unit interval, where the samplers work.

/** A value of a hyper-parameter. */
export type ParameterValue = string | number | boolean | null;

/** A range of real numbers. */
export interface FloatDistribution {
  /** Tells the kinds of distributions apart. */
  readonly kind: 'float';
  /** The smallest value. */
  readonly low: number;
  /** The largest value. */
  readonly high: number;
  /** Whether equal ratios count as equal distances. */
  readonly log: boolean;
  /** The distance of neighbouring values from `low`; left out, every number counts. */
  readonly step?: number;
}

/** A range of whole numbers. */
export interface IntDistribution {
  /** Tells the kinds of distributions apart. */
  readonly kind: 'int';
  /** The smallest value. */
  readonly low: number;
  /** The largest value. */
  readonly high: number;
  /** Whether equal ratios count as equal distances. */
  readonly log: boolean;
  /** The distance of neighbouring values from `low`. */
  readonly step: number;
}

/** One of several values without an order. */
export interface CategoricalDistribution {
  /** Tells the kinds of distributions apart. */
  readonly kind: 'categorical';
  /** The values. */
  readonly choices: readonly ParameterValue[];
}

/** The values that a hyper-parameter may take. */
export type Distribution = FloatDistribution | IntDistribution | CategoricalDistribution;

/** A distribution of numbers. */
export type NumericDistribution = FloatDistribution | IntDistribution;

/** How many values a distribution has; infinite for floats without a step. */
export function countValues(distribution: Distribution): number {
  if (distribution.kind === 'categorical') return distribution.choices.length;
  const { low, high, step } = distribution;
  return step === undefined ? (low === high ? 1 : Infinity) : Math.floor((high - low) / step + 1e-8) + 1;
}

/** Whether a distribution has this value. */
export function contains(distribution: Distribution, value: ParameterValue): boolean {
  if (distribution.kind === 'categorical') return distribution.choices.includes(value);
  if (typeof value !== 'number' || value < distribution.low || value > distribution.high) return false;
  if (distribution.step === undefined) return true;
  const steps = (value - distribution.low) / distribution.step;
  return Math.abs(steps - Math.round(steps)) < 1e-8;
}

/**
 * The interval of the numbers that round to a value, on the scale where they count as even: logarithms if
 * `log`, and half a step beyond both ends if there are steps.
 */
function scaleOf({ low, high, log, step = 0 }: NumericDistribution): { low: number; high: number } {
  const [from, to] = [low - step / 2, high + step / 2];
  return log ? { low: Math.log(from), high: Math.log(to) } : { low: from, high: to };
}

/** The place of a number on its distribution's scale, from 0 to 1. */
export function toUnit(distribution: NumericDistribution, value: number): number {
  const { low, high } = scaleOf(distribution);
  return high > low ? ((distribution.log ? Math.log(value) : value) - low) / (high - low) : 0.5;
}

/** The number of a distribution nearest to a place from 0 to 1. */
export function fromUnit(distribution: NumericDistribution, place: number): number {
  const { low, high } = scaleOf(distribution);
  const scaled = low + Math.min(1, Math.max(0, place)) * (high - low);
  const value = distribution.log ? Math.exp(scaled) : scaled;
  return nearest(distribution, value);
}

/** The cell of the places that `fromUnit` maps to the same number; a single place if there are no steps. */
export function cellOf(distribution: NumericDistribution, value: number): { from: number; to: number } {
  const { step } = distribution;
  if (step === undefined) {
    const place = toUnit(distribution, value);
    return { from: place, to: place };
  }
  const place = (edge: number) => Math.min(1, Math.max(0, toUnit(distribution, edge)));
  return { from: place(value - step / 2), to: place(value + step / 2) };
}

function nearest({ low, high, step }: NumericDistribution, value: number): number {
  if (step === undefined) return Math.min(high, Math.max(low, value));
  const steps = Math.round((value - low) / step);
  const most = Math.floor((high - low) / step + 1e-8);
  return withoutNoise(low + Math.min(most, Math.max(0, steps)) * step);
}

/** Removes the noise of a sum such as 0.1 + 2 · 0.1. */
const withoutNoise = (value: number): number => Number(value.toPrecision(14));

/** The value at a position, counted from 0, of a distribution with finitely many. */
export function valueAt(distribution: Distribution, position: number): ParameterValue {
  if (distribution.kind === 'categorical') return distribution.choices[position]!;
  return withoutNoise(distribution.low + position * (distribution.step ?? 0));
}

/** A value for a uniform number from 0 to 1. */
export function valueFor(distribution: Distribution, uniform: number): ParameterValue {
  if (distribution.kind !== 'categorical') return fromUnit(distribution, uniform);
  const { choices } = distribution;
  return choices[Math.min(choices.length - 1, Math.floor(uniform * choices.length))]!;
}
