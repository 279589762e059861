// The symmetric beta distribution, from which mixup and cutmix draw their shares: by way of Student's t with
// 2 alpha degrees of freedom, itself drawn from two uniform numbers (Bailey, 1994, "Polar generation of
// random variates with the t-distribution"; Devroye, 1996, "Random variate generation in one line of code").
// Nothing is rejected.
import type { Random } from '../../random.ts';

/** A number in [0, 1], distributed as Beta(alpha, alpha), for an alpha above 0. */
export function drawBeta(random: Random, alpha: number): number {
  const cosine = Math.cos(2 * Math.PI * random.uniform());
  // t² / (2 alpha); infinite for small alphas, and then the number is 0 or 1.
  const square = ((1 - random.uniform()) ** (-1 / alpha) - 1) * cosine ** 2;
  return 0.5 + (Math.sign(cosine) * 0.5) / Math.sqrt(1 + 1 / square);
}
