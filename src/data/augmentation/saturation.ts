// Saturation: multiplies each colour's distance from its grey by a factor from 1 - amount to 1 + amount.
import { saturate } from './colour.ts';
import { amountBetween, type PixelAugmentation } from './kinds.ts';

export const saturation = {
  amount: amountBetween(0, 1, 'a share'),
  needsColour: true,
  change: (images, offset, share, random, shape) =>
    saturate(images, offset, random.between(1 - share, 1 + share), shape),
} satisfies PixelAugmentation;
