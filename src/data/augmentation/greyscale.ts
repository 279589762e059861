// Replaces all colours by their grey, with a probability.
import { greyOut } from './colour.ts';
import { amountBetween, type PixelAugmentation } from './kinds.ts';

export const greyscale = {
  amount: amountBetween(0, 1, 'a probability'),
  needsColour: true,
  change(images, offset, probability, random, shape) {
    if (random.uniform() < probability) greyOut(images, offset, shape);
  },
} satisfies PixelAugmentation;
