// Cutout (DeVries & Taylor, 2017, "Improved regularization of convolutional neural networks with cutout"): a
// square of so many pixels a side, its centre anywhere in the picture and the part that sticks out lost, is
// replaced by the mean: by each channel's over the picture, where the paper takes the data set's.
import { pixelsUpTo, toByte, type PixelAugmentation } from './kinds.ts';

export const cutout = {
  amount: pixelsUpTo(1024),
  change(images, offset, side, random, { channels, height, width }) {
    const top = random.integer(height) - (side >> 1);
    const left = random.integer(width) - (side >> 1);
    for (let channel = 0; channel < channels; channel++) {
      const start = offset + channel * height * width;
      const mean = meanOf(images, start, start + height * width);
      for (let y = Math.max(0, top); y < Math.min(height, top + side); y++) {
        const row = start + y * width;
        images.fill(mean, row + Math.max(0, left), row + Math.min(width, left + side));
      }
    }
  },
} satisfies PixelAugmentation;

function meanOf(images: Uint8Array, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += images[i]!;
  return toByte(sum / (end - start));
}
