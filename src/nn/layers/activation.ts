import { z } from 'zod';
import { activationNames, activations, type ActivationName } from '../activations.ts';
import { defineLayer, type Layer, withType } from '../layer.ts';

const schema = z.strictObject({
  /** The name of the activation. */
  activation: z.enum(activationNames),
});

/** The options of `activation`. */
export interface ActivationOptions extends z.input<typeof schema> {}

const defined = defineLayer('activation', schema, (_, x, config) => activations[config.activation](x));

/**
 * Applies an activation.
 *
 * @function
 * @example activation('relu')
 */
export const activation = withType(defined.type, (options: ActivationName | ActivationOptions): Layer =>
  defined(typeof options === 'string' ? { activation: options } : options),
);
