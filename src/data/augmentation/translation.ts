// Translation along both axes, each by as large a share of the picture's size at most, either way.
import { amountBetween, type GeometricAugmentation } from './kinds.ts';

export const translation = {
  amount: amountBetween(0, 1, 'a share of the size'),
  move(map, share, random, { height, width }) {
    const right = width * random.between(-share, share);
    map.translate(right, height * random.between(-share, share));
  },
} satisfies GeometricAugmentation;
