import { z } from 'zod';
import { reshape } from '../../engine/graph/operators/index.ts';
import { staticShape } from '../../engine/graph/tensor-type.ts';
import { InputError } from '../../errors.ts';
import { defineLayer, expectChannels, type Layer, withType } from '../layer.ts';
import { positiveInteger } from './options.ts';
import { scaleAndShift, standardize, standardizeOptions } from './standardize.ts';

const schema = z.strictObject({
  /** The number of groups into which channels are divided; 32 by default. */
  groups: positiveInteger.default(32),
  ...standardizeOptions,
});

/** The options of `groupNormalization`. */
export interface GroupNormalizationOptions extends z.input<typeof schema> {}

const defined = defineLayer('groupNormalization', schema, (context, x, config) => {
  const channels = expectChannels(context, x);
  const { groups, epsilon } = config;
  if (channels % groups > 0) {
    throw new InputError(
      `${context.name}: groups: expected a divisor of ${channels} channels, got ${groups}`,
    );
  }
  const normalized = standardize(reshape(x, [0, groups, -1]), [2], epsilon);
  return scaleAndShift(context, reshape(normalized, [0, ...staticShape(x.shape.slice(1))]), config);
});

/**
 * Normalises each picture separately, over groups of its channels and all positions (Wu & He, 2018); an
 * alternative to batch normalisation for small batches. With as many groups as channels it is instance
 * normalisation (Ulyanov et al., 2016). It also takes matrices, and groups their features. Weights: `gamma`
 * and `beta` `[channels]`.
 *
 * @function
 * @example groupNormalization({ groups: 8 })
 */
export const groupNormalization = withType(defined.type, (options: GroupNormalizationOptions = {}): Layer =>
  defined(options),
);
