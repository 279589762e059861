import { z } from 'zod';
import { cast, greaterOrEqual, mul } from '../../engine/graph/operators/index.ts';
import { defineLayer, type Layer } from '../layer.ts';

const defined = defineLayer(
  'dropout',
  z.strictObject({ rate: z.number().min(0).lt(1) }),
  (context, x, { rate }) => {
    if (!context.training || rate === 0) return x;
    const kept = cast(greaterOrEqual(context.random(x.shape), rate), x.dtype);
    return mul(x, mul(kept, 1 / (1 - rate)));
  },
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
