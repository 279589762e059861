// Gaussian blur. The standard deviation is uniform from 0 to the amount, in pixels.
import { GaussianBlur, gaussianWeights } from './gaussian-blur.ts';
import { amountBetween, type PixelAugmentation } from './kinds.ts';

/** Below it, the middle has at least 99.9 % of the weight. */
const leastDeviation = 0.25;

export const blur = {
  amount: amountBetween(0, 100, 'pixels'),
  change(images, offset, most, random, shape) {
    const deviation = random.between(0, most);
    if (deviation < leastDeviation) return;
    new GaussianBlur(shape).blur(images, offset, images, offset, gaussianWeights(deviation));
  },
} satisfies PixelAugmentation;
