// Brightness: as much added to all pixels, up to a share of 255 either way. It is added, as in Keras, and so
// lights up a black ground too: for Fashion-MNIST contrast is the better choice.
import { amountBetween, toByte, type PixelAugmentation } from './kinds.ts';

export const brightness = {
  amount: amountBetween(0, 1, 'a share of 255'),
  change(images, offset, share, random, { channels, height, width }) {
    const added = 255 * random.between(-share, share);
    const end = offset + channels * height * width;
    for (let i = offset; i < end; i++) images[i] = toByte(images[i]! + added);
  },
} satisfies PixelAugmentation;
