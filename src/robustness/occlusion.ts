// Occlusion: a square at a random position inside the picture hides a share of it. It is middle grey, like
// an object in front. A black square on a black background would look like a missing piece.
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
      // Shares of the free space keep about the same position at each strength.
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
