import { z } from 'zod';
import { defineLayer, expectChannels, type Layer, withType } from '../layer.ts';
import { scaleAndShift, standardize, standardizeOptions } from './standardize.ts';

const schema = z.strictObject(standardizeOptions);

/** The options of `layerNormalization`. */
export interface LayerNormalizationOptions extends z.input<typeof schema> {}

const defined = defineLayer('layerNormalization', schema, (context, x, config) => {
  expectChannels(context, x);
  return scaleAndShift(context, standardize(x, [1], config.epsilon), config);
});

/**
 * Normalises each row of a matrix over its features (Ba, Kiros & Hinton, 2016). In pictures it normalises
 * each position over its channels, as Keras does by default; `groupNormalization` with one group normalises
 * over the whole picture. Weights: `gamma` and `beta` `[channels]`.
 *
 * @function
 * @example layerNormalization()
 */
export const layerNormalization = withType(defined.type, (options: LayerNormalizationOptions = {}): Layer =>
  defined(options),
);
