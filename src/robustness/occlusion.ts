// Occlusion: a square that hides a share of the picture, all of it within the picture, at a place that is
// drawn. It is of middle grey, a thing in front: black would be no more than a missing piece where the ground
// is black.
import { pictureSize, type Corruption } from './corruption.ts';

const grey = 128;

export const occlusion: Corruption = {
  unit: 'share of the area',
  strengths: [0.04, 0.08, 0.14, 0.22, 0.32],
  prepare(shape, share) {
    const { channels, height, width } = shape;
    const size = pictureSize(shape);
    const tall = Math.max(1, Math.round(height * Math.sqrt(share)));
    const wide = Math.max(1, Math.round(width * Math.sqrt(share)));
    return (from, fromOffset, to, toOffset, random) => {
      to.set(from.subarray(fromOffset, fromOffset + size), toOffset);
      // As shares of what is free: about the same place at each strength.
      const top = Math.floor(random.uniform() * (height - tall + 1));
      const left = Math.floor(random.uniform() * (width - wide + 1));
      for (let channel = 0; channel < channels; channel++)
        for (let y = top; y < top + tall; y++) {
          const start = toOffset + (channel * height + y) * width + left;
          to.fill(grey, start, start + wide);
        }
    };
  },
};
