import { z } from 'zod';
import type { Value } from '../../engine/graph/graph.ts';
import {
  flatten,
  gemm,
  globalAveragePool,
  matMul,
  mul,
  reshape,
} from '../../engine/graph/operators/index.ts';
import { activationNames, activations, type ActivationName } from '../activations.ts';
import { initializers, type InitializerName } from '../initializers.ts';
import { defineLayer, expectPictures, type Layer, type LayerContext, withType } from '../layer.ts';
import { initializerOption, positiveInteger } from './options.ts';

const schema = z.strictObject({
  /**
   * The number of channels for each unit between the two layers; 16 by default. There is at least one unit.
   */
  ratio: positiveInteger.default(16),
  /** The activation of the first of the two layers; `relu` by default. */
  squeezeActivation: z.enum(activationNames).default('relu'),
  /** The activation of the second layer; `sigmoid` by default. */
  exciteActivation: z.enum(activationNames).default('sigmoid'),
  /** Whether the two layers have biases; true by default. */
  useBias: z.boolean().default(true),
  /** The initial values of their kernels; `glorotUniform` by default. */
  kernelInitializer: initializerOption,
});

/** The options of `squeezeAndExcitation`. */
export interface SqueezeAndExcitationOptions extends z.input<typeof schema> {}

const defined = defineLayer('squeezeAndExcitation', schema, (context, x, config) => {
  const { channels } = expectPictures(context, x);
  const units = Math.max(1, Math.floor(channels / config.ratio));
  const means = flatten(globalAveragePool(x));
  const squeezed = connect(context, 'squeeze', means, {
    ...config,
    units,
    activation: config.squeezeActivation,
  });
  const gates = connect(context, 'excite', squeezed, {
    ...config,
    units: channels,
    activation: config.exciteActivation,
  });
  return mul(x, reshape(gates, [0, channels, 1, 1]));
});

interface Connection {
  readonly units: number;
  readonly activation: ActivationName;
  readonly useBias: boolean;
  readonly kernelInitializer: InitializerName;
}

/** A dense layer whose weights are named after one of the two. */
function connect(context: LayerContext, name: string, x: Value, config: Connection): Value {
  const { units, activation, useBias, kernelInitializer } = config;
  const shape = [x.shape[1] as number, units];
  const kernel = context.parameter(`${name}/kernel`, shape, initializers[kernelInitializer]);
  const y = useBias
    ? gemm(x, kernel, context.parameter(`${name}/bias`, [units], initializers.zeros))
    : matMul(x, kernel);
  return activations[activation](y);
}

/**
 * Scales the channels of each picture by factors that two small dense layers compute from the channels' means
 * (Hu et al., 2018). Weights: `squeeze/kernel` `[channels, units]`, `squeeze/bias`, `excite/kernel`
 * `[units, channels]` and `excite/bias`.
 *
 * @function
 * @example squeezeAndExcitation({ ratio: 8 })
 */
export const squeezeAndExcitation = withType(
  defined.type,
  (options: SqueezeAndExcitationOptions = {}): Layer => defined(options),
);
