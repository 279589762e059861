// A Gaussian process with a Matérn 5/2 kernel and a length scale for each dimension (Rasmussen & Williams,
// 2006, "Gaussian processes for machine learning", chapters 2, 4 and 5). Dimensions of categories count 1
// where two points differ. Length scales, signal and noise are fitted to the most probable values.
import { cholesky, inverseOf, solveLower, solveUpper } from '../../numeric/cholesky.ts';
import { minimize } from '../../numeric/minimize.ts';

/** Points in rows, `[count * dimensions]`. */
export interface Points {
  readonly count: number;
  readonly dimensions: number;
  readonly values: Float64Array;
  /** For each dimension, 1 if it has categories. */
  readonly isCategorical: Uint8Array;
}

/** The fitted numbers. */
export interface Hyperparameters {
  /** One over the square of each length scale. */
  readonly precisions: Float64Array;
  readonly noise: number;
}

const sqrt5 = Math.sqrt(5);

/** The squared difference of two points in one dimension. */
const squared = (a: number, b: number, isCategorical: number): number =>
  isCategorical ? (a === b ? 0 : 1) : (a - b) ** 2;

/** The kernel as a function of the squared distance in length scales. */
const matern = (square: number): number => {
  const r = sqrt5 * Math.sqrt(square);
  return (1 + r + (r * r) / 3) * Math.exp(-r);
};
/** Its derivative. */
const maternSlope = (square: number): number => {
  const r = sqrt5 * Math.sqrt(square);
  return (-5 / 6) * (1 + r) * Math.exp(-r);
};

/** Of the logarithm of a length scale; half the logarithm of the dimensions is added to the mean. */
const scalePrior = { mean: -0.5, deviation: 1 };
/** Of the logarithm of the noise's variance. */
const noisePrior = { mean: -10, deviation: 2 };
const leastNoise = 1e-6;
const mostIterations = 30;

/**
 * Fits the hyper-parameters. Length scales have a log-normal prior that grows with the root of the
 * dimensions (Hvarfner et al., 2024, "Vanilla Bayesian optimization performs great in high dimensions"),
 * here with a smaller median: spaces of hyper-parameters are wide.
 *
 * @param y with mean 0 and variance 1
 */
export function fitHyperparameters(points: Points, y: Float64Array): Hyperparameters {
  const { count: n, dimensions: d } = points;
  const differences = allDifferences(points);
  const middle = scalePrior.mean + Math.log(d) / 2;
  const covariance = new Float64Array(n * n);
  const slopes = new Float64Array(n * n);
  // x has the logarithms of the length scales, then of the noise.
  const negative = (x: Float64Array, gradient: Float64Array): number => {
    const precisions = Float64Array.from({ length: d }, (_, k) => Math.exp(-2 * x[k]!));
    const noise = Math.exp(x[d]!) + leastNoise;
    for (let i = 0, at = 0; i < n; i++)
      for (let k = 0; k < i; k++, at += d) {
        let square = 0;
        for (let j = 0; j < d; j++) square += precisions[j]! * differences[at + j]!;
        covariance[i * n + k] = covariance[k * n + i] = matern(square);
        slopes[i * n + k] = maternSlope(square);
      }
    for (let i = 0; i < n; i++) covariance[i * n + i] = 1 + noise;
    const factor = cholesky(covariance, n);
    if (!factor) return Infinity;
    const alpha = solveUpper(factor, n, solveLower(factor, n, y));
    const inverse = inverseOf(factor, n);
    let value = 0;
    for (let i = 0; i < n; i++) value += 0.5 * y[i]! * alpha[i]! + Math.log(factor[i * n + i]!);
    gradient.fill(0);
    for (let i = 0, at = 0; i < n; i++)
      for (let k = 0; k < i; k++, at += d) {
        const weight = (inverse[i * n + k]! - alpha[i]! * alpha[k]!) * slopes[i * n + k]!;
        for (let j = 0; j < d; j++) gradient[j]! += weight * differences[at + j]!;
      }
    for (let j = 0; j < d; j++) gradient[j]! *= -2 * precisions[j]!;
    for (let i = 0; i < n; i++)
      gradient[d]! += 0.5 * (inverse[i * n + i]! - alpha[i]! ** 2) * (noise - leastNoise);
    for (let j = 0; j < d; j++) {
      const off = (x[j]! - middle) / scalePrior.deviation;
      value += 0.5 * off * off;
      gradient[j]! += off / scalePrior.deviation;
    }
    const off = (x[d]! - noisePrior.mean) / noisePrior.deviation;
    value += 0.5 * off * off;
    gradient[d]! += off / noisePrior.deviation;
    return value;
  };
  const starts = [middle - scalePrior.deviation, Math.log(0.3)].map((scale) =>
    Float64Array.from({ length: d + 1 }, (_, k) => (k < d ? scale : noisePrior.mean)),
  );
  const found = starts
    .map((start) => minimize(negative, start, { low: -14, high: 6, iterations: mostIterations }))
    .reduce((best, one) => (one.value < best.value ? one : best));
  return {
    precisions: Float64Array.from({ length: d }, (_, k) => Math.exp(-2 * found.x[k]!)),
    noise: Math.exp(found.x[d]!) + leastNoise,
  };
}

/** For each pair of points, the later one first, the squared difference in each dimension. */
function allDifferences({ count, dimensions: d, values, isCategorical }: Points): Float64Array {
  const differences = new Float64Array(((count * (count - 1)) / 2) * d);
  for (let i = 0, at = 0; i < count; i++)
    for (let k = 0; k < i; k++)
      for (let j = 0; j < d; j++, at++)
        differences[at] = squared(values[i * d + j]!, values[k * d + j]!, isCategorical[j]!);
  return differences;
}

/** What the process knows after the data. */
export interface Posterior {
  /** The mean at each of the points that it knows, without noise. */
  readonly fitted: Float64Array;
  /** Mean and standard deviation at a point. */
  readonly at: (x: Float64Array) => { readonly mean: number; readonly deviation: number };
  /** Also writes the gradients of both. */
  readonly withGradients: (
    x: Float64Array,
    meanGradient: Float64Array,
    deviationGradient: Float64Array,
  ) => { readonly mean: number; readonly deviation: number };
}

/** Conditions the process on data. */
export function posteriorOf(
  points: Points,
  y: Float64Array,
  { precisions, noise }: Hyperparameters,
): Posterior {
  const { count: n, dimensions: d, values, isCategorical } = points;
  const squareTo = (x: Float64Array, i: number): number => {
    let square = 0;
    for (let j = 0; j < d; j++)
      square += precisions[j]! * squared(x[j]!, values[i * d + j]!, isCategorical[j]!);
    return square;
  };
  const { factor, alpha, jitter } = factored(points, y, squareTo, noise);
  const covariances = (x: Float64Array): Float64Array => {
    const result = new Float64Array(n);
    for (let i = 0; i < n; i++) result[i] = matern(squareTo(x, i));
    return result;
  };
  const measure = (k: Float64Array) => {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += k[i]! * alpha[i]!;
    const half = solveLower(factor, n, k);
    let explained = 0;
    for (const value of half) explained += value * value;
    return { mean, deviation: Math.sqrt(Math.max(1e-12, 1 - explained)), half };
  };
  return {
    fitted: y.map((value, i) => value - jitter * alpha[i]!),
    at: (x) => measure(covariances(x)),
    withGradients: (x, meanGradient, deviationGradient) => {
      const result = measure(covariances(x));
      const weights = solveUpper(factor, n, result.half);
      meanGradient.fill(0);
      deviationGradient.fill(0);
      for (let i = 0; i < n; i++) {
        const slope = maternSlope(squareTo(x, i));
        for (let j = 0; j < d; j++) {
          if (isCategorical[j]) continue;
          const change = slope * 2 * precisions[j]! * (x[j]! - values[i * d + j]!);
          meanGradient[j]! += alpha[i]! * change;
          deviationGradient[j]! -= (weights[i]! * change) / result.deviation;
        }
      }
      return result;
    },
  };
}

/** Factors the covariance of the points; more noise is added if they are too close to each other. */
function factored(
  { count: n, dimensions: d, values }: Points,
  y: Float64Array,
  squareTo: (x: Float64Array, i: number) => number,
  noise: number,
): { factor: Float64Array; alpha: Float64Array; jitter: number } {
  const covariance = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const x = values.subarray(i * d, (i + 1) * d);
    for (let k = 0; k < i; k++) covariance[i * n + k] = covariance[k * n + i] = matern(squareTo(x, k));
  }
  for (let jitter = noise; ; jitter *= 10) {
    for (let i = 0; i < n; i++) covariance[i * n + i] = 1 + jitter;
    const factor = cholesky(covariance, n);
    if (factor) return { factor, alpha: solveUpper(factor, n, solveLower(factor, n, y)), jitter };
  }
}
