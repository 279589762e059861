// Left and right swapped, with a probability: `true` is a half.
import { z } from 'zod';
import { amountBetween, quoted, type GeometricAugmentation } from './kinds.ts';

const expected = 'true, false or a probability';

export const flip = {
  amount: z.union([z.boolean().transform((yes) => (yes ? 0.5 : 0)), amountBetween(0, 1, expected)], {
    error: ({ input }) => `expected ${expected} from 0 to 1, got ${quoted(input)}`,
  }),
  move(map, probability, random) {
    if (random.uniform() < probability) map.flip();
  },
} satisfies GeometricAugmentation;
