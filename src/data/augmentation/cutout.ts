// Cutout (DeVries & Taylor, 2017, "Improved regularization of convolutional neural networks with cutout"):
// the mean replaces a square with this many pixels a side. Its centre may be anywhere in the picture, and
// the border may cut it off. The mean is that of each channel over the picture; the paper takes the mean
// over the data set.
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
