// Mixup (Zhang et al., 2018, "mixup: beyond empirical risk minimization"): each picture becomes a weighted
// mean of itself and its partner, with a share drawn from Beta(alpha, alpha). The smaller of the two shares
// is the partner's. Because Beta(alpha, alpha) is symmetric, pairs are mixed as in the paper. But a
// picture's own label always counts more, so training accuracy keeps its meaning.
import { drawBeta } from './beta.ts';
import { amountBetween, type MixingAugmentation, type MixingTask } from './kinds.ts';

/** Shares are multiples of 1 / 256, so that labels and pixels use exactly the same number. */
const whole = 256;

export const mixup = {
  amount: amountBetween(0, 1000, 'an alpha'),
  mix(task, alpha, random) {
    const { partners, shares } = task;
    const blend = blender(task);
    for (let picture = 0; picture < partners.length; picture++) {
      const drawn = drawBeta(random, alpha);
      const weight = Math.round(whole * Math.min(drawn, 1 - drawn));
      shares[picture] = weight / whole;
      blend(picture, partners[picture]!, weight);
    }
  },
} satisfies MixingAugmentation;

type Blend = (picture: number, partner: number, weight: number) => void;

/** Blends four bytes at once if each picture begins at a multiple of four bytes, as most do. */
function blender({ from, to, partners }: MixingTask): Blend {
  const size = from.length / partners.length;
  if (size % 4 > 0 || from.byteOffset % 4 > 0 || to.byteOffset % 4 > 0)
    return (picture, partner, weight) => blendBytes(from, to, picture * size, partner * size, size, weight);
  const [words, blended] = [wordsOf(from), wordsOf(to)];
  const count = size / 4;
  return (picture, partner, weight) =>
    blendWords(words, blended, picture * count, partner * count, count, weight);
}

const wordsOf = ({ buffer, byteOffset, length }: Uint8Array): Int32Array =>
  new Int32Array(buffer, byteOffset, length / 4);

function blendBytes(
  from: Uint8Array,
  to: Uint8Array,
  own: number,
  other: number,
  size: number,
  weight: number,
): void {
  for (let i = 0; i < size; i++)
    to[own + i] = (from[own + i]! * (whole - weight) + from[other + i]! * weight + whole / 2) >> 8;
}

/**
 * Blends the four bytes of a word: the second and fourth, then the first and third. Each has eight spare
 * bits.
 */
function blendWords(
  from: Int32Array,
  to: Int32Array,
  own: number,
  other: number,
  count: number,
  weight: number,
): void {
  const rest = whole - weight;
  for (let i = 0; i < count; i++) {
    const a = from[own + i]!;
    const b = from[other + i]!;
    const odd = Math.imul((a >>> 8) & 0xff00ff, rest) + Math.imul((b >>> 8) & 0xff00ff, weight) + 0x800080;
    const even = Math.imul(a & 0xff00ff, rest) + Math.imul(b & 0xff00ff, weight) + 0x800080;
    to[own + i] = (odd & 0xff00ff00) | ((even >>> 8) & 0xff00ff);
  }
}
