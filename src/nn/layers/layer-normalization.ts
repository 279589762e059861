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
 * Normalises each row of a matrix over its features (Ba, Kiros & Hinton, 2016). Of pictures, each place is
 * such a row, over the channels alone, as Keras does by default; `groupNormalization` with one group goes
 * over the whole picture. Weights: `gamma` and `beta` `[channels]`.
 *
 * @function
 * @example layerNormalization()
 */
export const layerNormalization = withType(defined.type, (options: LayerNormalizationOptions = {}): Layer =>
  defined(options),
);
