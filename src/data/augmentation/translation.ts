// Translation along each axis by a random share of the picture's size up to a limit, either way.
import { amountBetween, type GeometricAugmentation } from './kinds.ts';

export const translation = {
  amount: amountBetween(0, 1, 'a share of the size'),
  move(map, share, random, { height, width }) {
    const right = width * random.between(-share, share);
    map.translate(right, height * random.between(-share, share));
  },
} satisfies GeometricAugmentation;
