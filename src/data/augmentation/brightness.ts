// Brightness: adds the same amount to all pixels, up to a share of 255 either way. As in Keras it is added,
// so it also lightens a black background: contrast suits Fashion-MNIST better.
import { amountBetween, toByte, type PixelAugmentation } from './kinds.ts';

export const brightness = {
  amount: amountBetween(0, 1, 'a share of 255'),
  change(images, offset, share, random, { channels, height, width }) {
    const added = 255 * random.between(-share, share);
    const end = offset + channels * height * width;
    for (let i = offset; i < end; i++) images[i] = toByte(images[i]! + added);
  },
} satisfies PixelAugmentation;
