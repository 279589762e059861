import { z } from 'zod';
import { defineLayer, type Layer, withType } from '../layer.ts';
import { dropAtRandom, type DropoutOptions } from './drop.ts';
import { rateOption } from './options.ts';

const defined = defineLayer('dropout', z.strictObject({ rate: rateOption }), (context, x, { rate }) =>
  dropAtRandom(context, x, rate),
);

/**
 * In training, sets a share of the elements to zero and scales up the others (Srivastava et al., 2014). The
 * random numbers are fed, so a step can be repeated exactly.
 *
 * @function
 * @example dropout(0.5)
 */
export const dropout = withType(defined.type, (options: number | DropoutOptions): Layer =>
  defined(typeof options === 'number' ? { rate: options } : options),
);
