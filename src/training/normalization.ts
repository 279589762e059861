// The mean and standard deviation that standardise pictures: measured on the training pictures, or given,
// e.g. those of the data that initial weights were trained on. The arithmetic is in nn/preprocessing.ts.
import { z } from 'zod';
import { pictureSizeOf, type Dataset } from '../data/dataset.ts';
import { piecesOf, type Pictures } from '../data/pictures.ts';
import { InputError } from '../errors.ts';
import { parseConfig } from '../parse-config.ts';
import { measureNormalization, type Normalization } from '../nn/preprocessing.ts';

const perChannel = (number: z.ZodNumber) => {
  const error = 'expected a number for each channel';
  return z.array(number, { error }).min(1, { error });
};

/** For pixels scaled to 0..1. A mean of bytes, up to 255, is refused as out of range. */
export const normalizationSchema = z.strictObject({
  /** The mean of each channel, 0 to 1, or one number for all channels. */
  mean: perChannel(z.number().min(0).max(1)),
  /** The standard deviation of each channel, above 0, or one number for all channels. */
  std: perChannel(z.number().positive()),
});

/**
 * Checks a given normalisation and repeats a single number for all channels.
 *
 * @throws InputError for a mean outside 0..1, a deviation that is not above 0, or a wrong number of values
 * @example givenNormalization({ mean: [0.5], std: [0.25] }, 3) // { mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] }
 */
export function givenNormalization(given: Normalization, channels: number): Normalization {
  const { mean, std } = parseConfig('normalization', normalizationSchema, given);
  return { mean: forChannels('mean', mean, channels), std: forChannels('std', std, channels) };
}

/** How many pictures are read at a time. */
const atOnce = 128;

/** The normalisation for a data set: the given one, or the one measured on its pictures. */
export const normalizationFor = (
  dataset: Dataset<Pictures>,
  given: Normalization | undefined,
): Normalization =>
  given
    ? givenNormalization(given, dataset.channels)
    : measureNormalization(
        piecesOf(dataset.images, pictureSizeOf(dataset), atOnce),
        dataset.channels,
        dataset.height * dataset.width,
      );

function forChannels(name: string, values: readonly number[], channels: number): readonly number[] {
  if (values.length === channels) return values;
  if (values.length === 1) return Array.from({ length: channels }, () => values[0]!);
  const wanted =
    channels === 1 ? '1 number, for the one channel' : `${channels} numbers, or 1 for all channels`;
  throw new InputError(`normalization: ${name}: expected ${wanted} of the pictures, got ${values.length}`);
}
