// Mixup (Zhang et al., 2018, "mixup: beyond empirical risk minimization"): each picture becomes a weighted mean of itself
// and its partner, with a share drawn from Beta(alpha, alpha) for each.
// Of the two shares the smaller one is the partner's. As Beta(alpha, alpha) is symmetric, pairs are mixed as the paper has
// them; but a picture's own label is always the one that counts more, and so training accuracy keeps its meaning.
import { drawBeta } from './beta.ts';
import { amountBetween, type MixingAugmentation } from './kinds.ts';

/** Shares are multiples of 1 / 65536, so that the label's and the pixels' are the same number, in float32 as well. */
const whole = 2 ** 16;

export const mixup = {
  amount: amountBetween(0, 1000, 'an alpha'),
  mix({ from, to, partners, shares }, alpha, random) {
    const size = from.length / partners.length;
    for (let picture = 0; picture < partners.length; picture++) {
      const drawn = drawBeta(random, alpha);
      const weight = Math.round(whole * Math.min(drawn, 1 - drawn));
      shares[picture] = weight / whole;
      blend(from, to, picture * size, partners[picture]! * size, size, weight);
    }
  },
} satisfies MixingAugmentation;

function blend(
  from: Uint8Array,
  to: Uint8Array,
  own: number,
  other: number,
  size: number,
  weight: number,
): void {
  const rest = whole - weight;
  for (let i = 0; i < size; i++)
    to[own + i] = (from[own + i]! * rest + from[other + i]! * weight + whole / 2) >>> 16;
}
