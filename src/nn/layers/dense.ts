import { z } from 'zod';
import { gemm, matMul } from '../../engine/graph/operators/index.ts';
import { formatShape } from '../../engine/graph/tensor-type.ts';
import { InputError } from '../../errors.ts';
import { activations } from '../activations.ts';
import { initializers } from '../initializers.ts';
import { defineLayer, type LayerFactory } from '../layer.ts';
import { kernelOptions, trainedKernel } from './kernel.ts';
import { activationOption, positiveInteger } from './options.ts';

const schema = z.strictObject({
  /** The number of units, which is the number of output features. */
  units: positiveInteger,
  /** The activation; `linear`, which does nothing, by default. */
  activation: activationOption,
  /** Whether each unit has a bias; true by default. */
  useBias: z.boolean().default(true),
  ...kernelOptions,
});

/** The options of `dense`. */
export interface DenseOptions extends z.input<typeof schema> {}

/**
 * A fully connected layer: `[batch, features]` to `[batch, units]`.
 * Weights: `kernel` `[features, units]` and `bias` `[units]`.
 *
 * @function
 * @example dense({ units: 128, activation: 'relu' })
 */
export const dense: LayerFactory<DenseOptions> = defineLayer('dense', schema, (context, x, config) => {
  const [, features] = x.shape;
  if (x.shape.length !== 2 || typeof features !== 'number') {
    throw new InputError(
      `${context.name}: expected [batch, features], got ${formatShape(x.shape)}: put flatten() before it`,
    );
  }
  const kernel = trainedKernel(context, 'kernel', [features, config.units], config);
  const y = config.useBias
    ? gemm(x, kernel, context.parameter('bias', [config.units], initializers.zeros))
    : matMul(x, kernel);
  return activations[config.activation](y);
});
