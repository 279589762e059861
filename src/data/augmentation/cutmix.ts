// CutMix (Yun et al., 2019, "CutMix: regularization strategy to train strong classifiers with localizable
// features"): a rectangle of the picture's proportions is replaced by the same part of its partner. The
// rectangle's area before it is cut off at the border is drawn from Beta(alpha, alpha), its centre is
// anywhere; the share is what it covers in the end.
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

/**
 * From where to where, before the end, a side reaches that is such a share of the size and has its centre
 * there.
 */
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
