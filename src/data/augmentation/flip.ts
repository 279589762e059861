// Swaps left and right with a probability; `true` means one half.
import { z } from 'zod';
import { amountBetween, type GeometricAugmentation } from './kinds.ts';

const expected = 'true, false or a probability';

export const flip = {
  amount: z.union([z.boolean().transform((yes) => (yes ? 0.5 : 0)), amountBetween(0, 1, expected)], {
    error: `expected ${expected} from 0 to 1`,
  }),
  move(map, probability, random) {
    if (random.uniform() < probability) map.flip();
  },
} satisfies GeometricAugmentation;
