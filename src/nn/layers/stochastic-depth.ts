import { z } from 'zod';
import { defineLayer, type Layer, withType } from '../layer.ts';
import { dropAtRandom, type DropoutOptions } from './drop.ts';
import { rateOption } from './options.ts';

const defined = defineLayer('stochasticDepth', z.strictObject({ rate: rateOption }), (context, x, { rate }) =>
  dropAtRandom(
    context,
    x,
    rate,
    x.shape.map((size, axis) => (axis === 0 ? size : 1)),
  ),
);

/**
 * While training, sets all of some pictures of the batch to zero and scales up the others: as the last of a
 * residual's layers it leaves the block out for those (Huang et al., 2016). The paper draws once for the
 * whole batch, and scales down when it tests instead.
 *
 * @function
 * @example residual({ layers: [conv2d({ filters: 16, kernelSize: 3, padding: 'same' }), stochasticDepth(0.2)] })
 */
export const stochasticDepth = withType(defined.type, (options: number | DropoutOptions): Layer =>
  defined(typeof options === 'number' ? { rate: options } : options),
);
