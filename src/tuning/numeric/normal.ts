// The normal distribution: density, distribution function and its inverse, and the logarithms that stay
// exact in the tails.

const logSqrt2Pi = 0.5 * Math.log(2 * Math.PI);

/** The logarithm of the standard normal density. */
export const logDensity = (z: number): number => -0.5 * z * z - logSqrt2Pi;

/**
 * The complementary error function, with a relative error below 1.2e-7 everywhere (the Chebyshev fit of
 * Press et al., 1992, "Numerical Recipes", section 6.2).
 */
function erfc(x: number): number {
  const t = 1 / (1 + 0.5 * Math.abs(x));
  let series = 0; // a loop: this is the innermost part of the estimators
  for (let i = chebyshev.length - 1; i >= 0; i--) series = chebyshev[i]! + t * series;
  const tail = t * Math.exp(-x * x + series);
  return x >= 0 ? tail : 2 - tail;
}

const chebyshev = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
  -0.82215223, 0.17087277,
];

/** The standard normal distribution function. */
export const cdf = (z: number): number => 0.5 * erfc(-z / Math.SQRT2);

/** The share of a standard normal variable between two bounds, exact where both are in one tail. */
export function shareBetween(from: number, to: number): number {
  return from > 0 ? cdf(-from) - cdf(-to) : cdf(to) - cdf(from);
}

/**
 * The inverse of `cdf` (Acklam, 2003, "An algorithm for computing the inverse normal cumulative
 * distribution function"; relative error below 1.2e-9).
 */
export function quantile(p: number): number {
  if (p <= 0) return -Infinity;
  if (p >= 1) return Infinity;
  if (p > 1 - tailShare) return -quantile(1 - p);
  if (p < tailShare) {
    const q = Math.sqrt(-2 * Math.log(p));
    return polynomial(tailTop, q) / (polynomial(tailBottom, q) * q + 1);
  }
  const q = p - 0.5;
  const r = q * q;
  return (polynomial(middleTop, r) * q) / (polynomial(middleBottom, r) * r + 1);
}

const tailShare = 0.02425;
const middleTop = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
  2.506628277459239,
];
const middleBottom = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1,
];
const tailTop = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const tailBottom = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416];

const polynomial = (factors: readonly number[], x: number): number =>
  factors.reduce((sum, factor) => sum * x + factor, 0);
