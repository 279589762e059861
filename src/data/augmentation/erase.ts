// Random erasing (Zhong et al., 2017, "Random erasing data augmentation"): with a probability, random bytes
// replace a rectangle of 2 to 40 % of the picture. These limits are the paper's. The paper draws again until
// a rectangle fits; here only fitting ones are drawn. Their sides are drawn on a square that is then
// stretched to the picture. The ratio of the two is uniform on a logarithmic scale from 0.3 to 1 / 0.3, or
// as far from 1 as the area allows.
import type { Random } from '../../random.ts';
import { amountBetween, type PictureShape, type PixelAugmentation } from './kinds.ts';

/**
 * The share of the picture that a rectangle covers. Rounding its sides to whole pixels can change it by a
 * row and a column.
 */
export const erasedShare = { low: 0.02, high: 0.4 };
const narrowest = 0.3;

export const erase = {
  amount: amountBetween(0, 1, 'a probability'),
  change(images, offset, probability, random, shape) {
    if (random.uniform() >= probability) return;
    const share = random.between(erasedShare.low, erasedShare.high);
    const elongation = Math.sqrt(Math.max(narrowest, share)) ** random.between(-1, 1);
    const height = side(shape.height, Math.sqrt(share) * elongation);
    const width = side(shape.width, Math.sqrt(share) / elongation);
    const top = random.integer(shape.height - height + 1);
    const left = random.integer(shape.width - width + 1);
    scramble(images, offset, { top, left, height, width }, random, shape);
  },
} satisfies PixelAugmentation;

const side = (size: number, share: number): number => Math.min(size, Math.max(1, Math.round(size * share)));

interface Rectangle {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

function scramble(
  images: Uint8Array,
  offset: number,
  { top, left, height, width }: Rectangle,
  random: Random,
  shape: PictureShape,
): void {
  let bits = 0; // the rest of the 32 bits drawn last
  let bytes = 0;
  for (let channel = 0; channel < shape.channels; channel++)
    for (let y = top; y < top + height; y++) {
      const start = offset + (channel * shape.height + y) * shape.width + left;
      for (let i = start; i < start + width; i++) {
        if (bytes === 0) {
          bits = random.uint32();
          bytes = 4;
        }
        images[i] = bits;
        bits >>>= 8;
        bytes--;
      }
    }
}
