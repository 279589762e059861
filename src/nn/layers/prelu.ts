import { z } from 'zod';
import { prelu as preluOperator } from '../../engine/graph/operators/index.ts';
import { sizeOf } from '../../engine/graph/tensor-type.ts';
import { defineLayer, expectChannels, type Layer, withType } from '../layer.ts';
import { perChannel } from './standardize.ts';

const schema = z.strictObject({
  /** The initial value of each slope; 0.25 by default. */
  alpha: z.number().default(0.25),
});

/** The options of `prelu`. */
export interface PreluOptions extends z.input<typeof schema> {}

const defined = defineLayer('prelu', schema, (context, x, { alpha: start }) => {
  const shape = [expectChannels(context, x)];
  const alpha = context.parameter('alpha', shape, (shape) => new Float32Array(sizeOf(shape)).fill(start));
  return preluOperator(x, perChannel(alpha, x));
});

/**
 * ReLU with a learned slope for negative inputs, one for each channel (He et al., 2015).
 *
 * @function
 * @example prelu()
 */
export const prelu = withType(defined.type, (options: PreluOptions = {}): Layer => defined(options));
