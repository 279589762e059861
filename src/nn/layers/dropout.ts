import { z } from 'zod';
import { defineLayer, type Layer } from '../layer.ts';
import { dropAtRandom } from './drop.ts';
import { rateOption } from './options.ts';

const defined = defineLayer('dropout', z.strictObject({ rate: rateOption }), (context, x, { rate }) =>
  dropAtRandom(context, x, rate),
);

/**
 * While training, sets a share of the elements to zero and scales up the rest (Srivastava et al., 2014). The random
 * numbers are fed from outside, so that a step can be repeated exactly.
 *
 * @example dropout(0.5)
 */
export const dropout = Object.assign(
  (options: number | { rate: number }): Layer =>
    defined(typeof options === 'number' ? { rate: options } : options),
  { type: defined.type },
);
