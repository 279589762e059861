// How photographs are prepared for a trained model: as it says.
import type { ModelCard } from '../../../nn/classifier-file.ts';
import { fitFor } from '../../../nn/picture-recipe.ts';
import type { PictureOptions } from './shape.ts';

/**
 * How to prepare photographs for a model: as for its training.
 *
 * @example
 * const { card } = await openClassifier(await readFile('best.onnx'));
 * picturesFor(card).size // { height: 28, width: 28 }
 */
export function picturesFor({ input: { channels, height, width }, pictures }: ModelCard): PictureOptions {
  return {
    ...pictures,
    size: { height, width },
    channels: channels === 1 || channels === 3 ? channels : undefined,
    fit: fitFor(channels, pictures?.fit),
  };
}
