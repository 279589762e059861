import { z } from 'zod';
import { defineLayer, expectPictures, type Layer } from '../layer.ts';
import { dropAtRandom } from './drop.ts';
import { rateOption } from './options.ts';

const defined = defineLayer(
  'spatialDropout2d',
  z.strictObject({ rate: rateOption }),
  (context, x, { rate }) => {
    const { channels } = expectPictures(context, x);
    return dropAtRandom(context, x, rate, [x.shape[0]!, channels, 1, 1]);
  },
);

/**
 * Dropout of whole channels, of each picture by itself: neighbours in a channel are too alike for single ones to be missed
 * (Tompson et al., 2015).
 *
 * @example spatialDropout2d(0.2)
 */
export const spatialDropout2d = Object.assign(
  (options: number | { rate: number }): Layer =>
    defined(typeof options === 'number' ? { rate: options } : options),
  { type: defined.type },
);
