import { z } from 'zod';
import { defineLayer, expectPictures, type Layer, withType } from '../layer.ts';
import { dropAtRandom, type DropoutOptions } from './drop.ts';
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
 * Dropout of whole channels, drawn for each picture. Neighbouring elements of a channel are so similar that
 * dropping single ones has little effect (Tompson et al., 2015).
 *
 * @function
 * @example spatialDropout2d(0.2)
 */
export const spatialDropout2d = withType(defined.type, (options: number | DropoutOptions): Layer =>
  defined(typeof options === 'number' ? { rate: options } : options),
);
