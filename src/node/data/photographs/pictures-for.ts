// How photographs are prepared for a trained model: as it says.
import type { ModelCard } from '../../../nn/classifier-file.ts';
import { fitFor } from '../../../nn/picture-recipe.ts';
import type { PictureOptions } from './shape.ts';

/** How to prepare photographs for a model. */
export function picturesFor({ input: { channels, height, width }, pictures }: ModelCard): PictureOptions {
  return {
    ...pictures,
    size: { height, width },
    channels: channels === 1 || channels === 3 ? channels : undefined,
    fit: fitFor(channels, pictures?.fit),
  };
}
