// CutMix (Yun et al., 2019, "CutMix: regularization strategy to train strong classifiers with localizable
// features"): part of the partner replaces the same part of the picture, a rectangle of the picture's
// proportions. The area of the rectangle is drawn from Beta(alpha, alpha), its centre is uniform, and the
// border may cut it off. The partner's share is the area that is actually covered.
import { drawBeta } from './beta.ts';
import { amountBetween, type MixingAugmentation, type MixingTask } from './kinds.ts';

export const cutmix = {
  amount: amountBetween(0, 1000, 'an alpha'),
  mix(task, alpha, random) {
    const { from, to, partners, shares, shape } = task;
    const { height, width } = shape;
    to.set(from);
    for (let picture = 0; picture < partners.length; picture++) {
      const side = Math.sqrt(drawBeta(random, alpha));
      const [top, bottom] = extent(height, side, random.integer(height));
      const [left, right] = extent(width, side, random.integer(width));
      shares[picture] = ((bottom - top) * (right - left)) / (height * width);
      paste(task, picture, top, bottom, left, right);
    }
  },
} satisfies MixingAugmentation;

/** The range, excluding its end, that a side with this share of the size and this centre covers. */
function extent(size: number, share: number, centre: number): [start: number, end: number] {
  const length = Math.round(size * share);
  const start = centre - (length >> 1);
  return [Math.max(0, start), Math.min(size, start + length)];
}

function paste(
  { from, to, partners, shape: { channels, height, width } }: MixingTask,
  picture: number,
  top: number,
  bottom: number,
  left: number,
  right: number,
): void {
  const move = (partners[picture]! - picture) * channels * height * width;
  for (let channel = 0; channel < channels; channel++)
    for (let y = top; y < bottom; y++) {
      const row = ((picture * channels + channel) * height + y) * width;
      for (let i = row + left; i < row + right; i++) to[i] = from[i + move]!;
    }
}
