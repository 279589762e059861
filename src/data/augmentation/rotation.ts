// Rotation about the picture's centre by a random angle up to a limit, either way.
import { amountBetween, type GeometricAugmentation } from './kinds.ts';

export const rotation = {
  amount: amountBetween(0, 180, 'degrees'),
  move: (map, degrees, random) => map.rotate(random.between(-degrees, degrees)),
} satisfies GeometricAugmentation;
