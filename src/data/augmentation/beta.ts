// The symmetric beta distribution, from which mixup and CutMix draw their shares. A variable of Student's t
// with 2 alpha degrees of freedom is drawn from two uniform numbers and transformed (Bailey, 1994, "Polar
// generation of random variates with the t-distribution"; Devroye, 1996, "Random variate generation in one
// line of code"). There is no rejection, so a draw always takes two numbers.
import type { Random } from '../../random.ts';

/** A number in [0, 1] with the distribution Beta(alpha, alpha), for alpha above 0. */
export function drawBeta(random: Random, alpha: number): number {
  const cosine = Math.cos(2 * Math.PI * random.uniform());
  // t² / (2 alpha). It is infinite for small alphas; the number is then 0 or 1.
  const square = ((1 - random.uniform()) ** (-1 / alpha) - 1) * cosine ** 2;
  return 0.5 + (Math.sign(cosine) * 0.5) / Math.sqrt(1 + 1 / square);
}
