import { InputError } from '../../errors.ts';
import type { ModelCard } from '../../nn/classifier-file.ts';
import type { ImageTarget } from '../pictures/fit.ts';

/**
 * How pictures are fitted to the model of a catalogue.
 *
 * @throws InputError if it takes other pictures than grey or coloured ones
 */
export function pictureTarget(
  { input: { channels, height, width }, pictures }: ModelCard,
  name: string,
  maxPixels: number | undefined,
): ImageTarget {
  if (channels !== 1 && channels !== 3)
    throw new InputError(`${name}: takes pictures of ${channels} channels`);
  return { height, width, channels, fit: pictures?.fit, invert: 'auto', maxPixels };
}
