// How far a measured accuracy can be trusted: an interval for the probability behind a count of successes.
// Wilson's score interval keeps its coverage near 0 and 1. The usual p ± 1.96 σ leaves [0, 1] there, or has
// no width.
import { InputError } from '../errors.ts';

/** The 97.5 % quantile of the standard normal distribution; 95 % are between -z95 and z95. */
const z95 = 1.959963984540054;

/**
 * The 95 % score interval `[low, high]` for the probability of success (Wilson, 1927, "Probable inference,
 * the law of succession, and statistical inference").
 *
 * @throws InputError if there are no trials, or more successes than trials
 * @example wilsonInterval(9, 10) // [0.596, 0.982]
 */
export function wilsonInterval(successes: number, trials: number): [low: number, high: number] {
  if (!(trials > 0)) throw new InputError(`trials: expected at least 1, got ${trials}`);
  if (!(successes >= 0 && successes <= trials))
    throw new InputError(`successes: expected 0 to ${trials}, got ${successes}`);
  const share = successes / trials;
  const z2 = z95 * z95;
  const centre = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const spread =
    (z95 * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials))) / (1 + z2 / trials);
  // For 0 or n successes the bound is exactly 0 or 1. This undoes rounding.
  return [successes === 0 ? 0 : centre - spread, successes === trials ? 1 : centre + spread];
}
