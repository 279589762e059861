// Contrast: multiplies each channel's distance from its mean over the picture by a factor from 1 - amount to
// 1 + amount, as in Keras. The factor is the same for all channels.
import { amountBetween, toByte, type PixelAugmentation } from './kinds.ts';

export const contrast = {
  amount: amountBetween(0, 1, 'a share'),
  change(images, offset, share, random, { channels, height, width }) {
    const factor = random.between(1 - share, 1 + share);
    const plane = height * width;
    for (let channel = 0; channel < channels; channel++)
      stretch(images, offset + channel * plane, offset + (channel + 1) * plane, factor);
  },
} satisfies PixelAugmentation;

function stretch(images: Uint8Array, start: number, end: number, factor: number): void {
  let sum = 0;
  for (let i = start; i < end; i++) sum += images[i]!;
  const mean = sum / (end - start);
  for (let i = start; i < end; i++) images[i] = toByte(mean + factor * (images[i]! - mean));
}
