import { z } from 'zod';
import { activationNames, activations, type ActivationName } from '../activations.ts';
import { defineLayer, type Layer } from '../layer.ts';

const defined = defineLayer(
  'activation',
  z.strictObject({ activation: z.enum(activationNames) }),
  (_, x, config) => activations[config.activation](x),
);

/**
 * An activation as a layer of its own.
 *
 * @example activation('relu')
 */
export const activation = Object.assign(
  (options: ActivationName | { activation: ActivationName }): Layer =>
    defined(typeof options === 'string' ? { activation: options } : options),
  { type: defined.type },
);
