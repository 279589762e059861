// Shear along the rows by a random angle up to a limit, either way. Vertical lines lean, horizontal ones
// stay.
import { amountBetween, type GeometricAugmentation } from './kinds.ts';

export const shear = {
  amount: amountBetween(0, 60, 'degrees'),
  move: (map, degrees, random) => map.shear(random.between(-degrees, degrees)),
} satisfies GeometricAugmentation;
