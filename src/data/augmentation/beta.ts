// The symmetric beta distribution, from which mixup and cutmix draw their shares: two gamma variates (Marsaglia & Tsang,
// 2000, "A simple method for generating gamma variables") on a logarithmic scale, so that small alphas, whose gamma
// variates are too small for a number, do not end in 0 / 0.
import type { Random } from '../../random.ts';

/** A number in [0, 1], distributed as Beta(alpha, alpha), for an alpha above 0. */
export function drawBeta(random: Random, alpha: number): number {
  const difference = logGamma(random, alpha) - logGamma(random, alpha);
  return 1 / (1 + Math.exp(difference));
}

/** The logarithm of a gamma variate of this shape; below 1 by way of the next shape. */
function logGamma(random: Random, shape: number): number {
  if (shape < 1) return logGamma(random, shape + 1) + Math.log(1 - random.uniform()) / shape;
  const d = shape - 1 / 3;
  for (;;) {
    const x = random.normal();
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v <= 0) continue;
    const logV = Math.log(v);
    if (Math.log(1 - random.uniform()) < x ** 2 / 2 + d * (1 - v + logV)) return Math.log(d) + logV;
  }
}
