// By which mean and standard deviation pictures are standardised: measured on those that are trained on, or
// given, as those of another data set are for weights that were trained on it. The arithmetic is in
// nn/preprocessing.ts.
import { z } from 'zod';
import type { Dataset } from '../data/dataset.ts';
import { InputError } from '../errors.ts';
import { parseConfig } from '../parse-config.ts';
import { measureNormalization, type Normalization } from '../nn/preprocessing.ts';

const perChannel = (number: z.ZodNumber) => {
  const error = 'expected a number for each channel';
  return z.array(number, { error }).min(1, { error });
};

/** Of pixels scaled to 0..1; of bytes up to 255 a mean would not be within it, and is refused. */
export const normalizationSchema = z.strictObject({
  /** The mean of each channel, 0 to 1, or one number for all. */
  mean: perChannel(z.number().min(0).max(1)),
  /** The standard deviation of each channel, above 0, or one number for all. */
  std: perChannel(z.number().positive()),
});

/**
 * What was given, with a number for each channel; one number stands for all channels.
 *
 * @throws InputError for a mean outside 0..1, a deviation that is not above 0, and other than one number or
 *   as many as channels
 * @example givenNormalization({ mean: [0.5], std: [0.25] }, 3) // { mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] }
 */
export function givenNormalization(given: Normalization, channels: number): Normalization {
  const { mean, std } = parseConfig('normalization', normalizationSchema, given);
  return { mean: forChannels('mean', mean, channels), std: forChannels('std', std, channels) };
}

/** What the pictures of a data set are standardised by: what was given, else what is measured on them. */
export const normalizationFor = (
  { images, channels, height, width }: Dataset,
  given: Normalization | undefined,
): Normalization =>
  given ? givenNormalization(given, channels) : measureNormalization(images, channels, height * width);

function forChannels(name: string, values: readonly number[], channels: number): readonly number[] {
  if (values.length === channels) return values;
  if (values.length === 1) return Array.from({ length: channels }, () => values[0]!);
  const wanted =
    channels === 1 ? '1 number, for the one channel' : `${channels} numbers, or 1 for all channels`;
  throw new InputError(`normalization: ${name}: expected ${wanted} of the pictures, got ${values.length}`);
}
