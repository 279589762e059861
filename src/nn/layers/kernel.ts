// Kernels of layers: their initial values, penalties and training.
import { z } from 'zod';
import type { Value } from '../../engine/graph/graph.ts';
import { initializers, inGroups, type InitializerName } from '../initializers.ts';
import type { LayerContext } from '../layer.ts';
import { regularize, regularizerSchema, type Regularizer } from '../regularizers.ts';
import { initializerOption } from './options.ts';

/** The options of all kernels. */
export const kernelOptions = {
  /** The initial values of the kernel; `glorotUniform` by default. */
  kernelInitializer: initializerOption,
  /** A penalty on the kernel: `l1 · Σ|w| + l2 · Σw²` is added to the loss in training. */
  kernelRegularizer: regularizerSchema.optional(),
  /** Whether the layer learns; with `false` its weights keep their initial values. */
  trainable: z.boolean().optional(),
};

interface KernelConfig {
  readonly kernelInitializer: InitializerName;
  readonly kernelRegularizer?: Regularizer | undefined;
}

/** A trained kernel `[filters, channels / groups, ...]`, or `[features, units]`, under the given name. */
export function trainedKernel(
  context: LayerContext,
  name: string,
  shape: readonly number[],
  config: KernelConfig,
  groups = 1,
): Value {
  const kernel = context.parameter(name, shape, inGroups(initializers[config.kernelInitializer], groups));
  regularize(context, kernel, config.kernelRegularizer);
  return kernel;
}
