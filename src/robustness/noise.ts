// Gaussian noise, independent for each pixel and channel. The strength is its standard deviation as a share
// of 255, in the steps of ImageNet-C (Hendrycks & Dietterich, 2019, "Benchmarking neural network robustness
// to common corruptions and perturbations").
import { noise as gaussianNoise } from '../data/augmentation/noise.ts';
import { pictureSize, type Corruption } from './corruption.ts';

export const noise: Corruption = {
  unit: 'deviation, share of 255',
  strengths: [0.08, 0.12, 0.18, 0.26, 0.38],
  prepare(shape, deviation) {
    const size = pictureSize(shape);
    return (from, fromOffset, to, toOffset, random) => {
      to.set(from.subarray(fromOffset, fromOffset + size), toOffset);
      gaussianNoise.change(to, toOffset, deviation, random, shape);
    };
  },
};
