// Gaussian blur. The strength is the kernel's standard deviation as a share of the shorter side: 0.6 to 2
// pixels of 28.
import { GaussianBlur, gaussianWeights } from '../data/augmentation/gaussian-blur.ts';
import type { Corruption } from './corruption.ts';

export const blur: Corruption = {
  unit: 'deviation, share of the side',
  strengths: [0.02, 0.03, 0.04, 0.055, 0.07],
  prepare(shape, share) {
    const weights = gaussianWeights(share * Math.min(shape.height, shape.width));
    const gaussian = new GaussianBlur(shape);
    return (from, fromOffset, to, toOffset) => gaussian.blur(from, fromOffset, to, toOffset, weights);
  },
};
