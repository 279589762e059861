// Shear along the rows, by as many degrees at most, either way: upright lines lean, level ones stay level.
import { amountBetween, type GeometricAugmentation } from './kinds.ts';

export const shear = {
  amount: amountBetween(0, 60, 'degrees'),
  move: (map, degrees, random) => map.shear(random.between(-degrees, degrees)),
} satisfies GeometricAugmentation;
