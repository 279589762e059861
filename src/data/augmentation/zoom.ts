// Zoom about the picture's centre by a random factor from 1 - amount to 1 + amount, the same along both
// axes.
import { amountBetween, type GeometricAugmentation } from './kinds.ts';

export const zoom = {
  amount: amountBetween(0, 0.9, 'a share of the size'),
  move: (map, share, random) => map.scale(random.between(1 - share, 1 + share)),
} satisfies GeometricAugmentation;
