// From uploaded pictures to the input of a network, on the decoder's threads.
import type { ModelCard } from '../../nn/classifier-file.ts';
import { fitFor } from '../../nn/picture-recipe.ts';
import type { ImageTarget } from '../../node/pictures/fit.ts';
import { badRequest } from '../errors.ts';
import type { RouteContext } from './context.ts';
import type { UploadedPicture } from './uploaded-pictures.ts';

/**
 * What a model expects of pictures.
 *
 * @param name what errors call the model
 * @throws HttpError if it takes other pictures than grey or coloured ones
 */
export function targetFor(
  { input: { channels, height, width }, pictures }: ModelCard,
  name: string,
  { invert, maxPixels }: Pick<ImageTarget, 'invert' | 'maxPixels'>,
): ImageTarget {
  if (channels !== 1 && channels !== 3)
    throw badRequest(`${name} takes ${channels} channels; expected a model of 1 or 3`);
  return { channels, height, width, fit: fitFor(channels, pictures?.fit), invert, maxPixels };
}

/** @returns uint8 `[pictures, channels, height, width]`. @throws InputError if one can't be read */
export async function decodePictures(
  { decoder, metrics }: Pick<RouteContext, 'decoder' | 'metrics'>,
  pictures: readonly UploadedPicture[],
  target: ImageTarget,
): Promise<Uint8Array> {
  const size = target.channels * target.height * target.width;
  const images = new Uint8Array(pictures.length * size);
  const decode = async ({ name, bytes }: UploadedPicture, i: number) => {
    const started = performance.now();
    images.set(await decoder.decode(bytes, name, target), i * size);
    metrics.stage('decode', performance.now() - started);
  };
  await Promise.all(pictures.map(decode));
  return images;
}
