// A random crop of the picture's own size, after adding a border of this many pixels (He et al., 2016, "Deep
// residual learning for image recognition", section 4.2). This is a translation by whole pixels.
import { pixelsUpTo, type GeometricAugmentation } from './kinds.ts';

export const crop = {
  amount: pixelsUpTo(1024),
  move(map, border, random) {
    const right = random.integer(2 * border + 1) - border;
    map.translate(right, random.integer(2 * border + 1) - border);
  },
} satisfies GeometricAugmentation;
