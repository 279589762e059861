// Hue: turns all colours by up to a share of the circle of hues either way; 0.5 gives any hue.
import { turnHue } from './colour.ts';
import { amountBetween, type PixelAugmentation } from './kinds.ts';

export const hue = {
  amount: amountBetween(0, 0.5, 'a share of the circle'),
  needsColour: true,
  change: (images, offset, share, random, shape) =>
    turnHue(images, offset, random.between(-share, share), shape),
} satisfies PixelAugmentation;
