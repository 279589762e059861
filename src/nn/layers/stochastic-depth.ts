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
 * In training, sets some pictures of the batch to zero as a whole and scales up the others. As the last inner
 * layer of a residual it skips the block for those pictures (Huang et al., 2016). The paper draws once for
 * the whole batch, and scales down in inference instead.
 *
 * @function
 * @example residual({ layers: [conv2d({ filters: 16, kernelSize: 3, padding: 'same' }), stochasticDepth(0.2)] })
 */
export const stochasticDepth = withType(defined.type, (options: number | DropoutOptions): Layer =>
  defined(typeof options === 'number' ? { rate: options } : options),
);
