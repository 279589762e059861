// From a picture file to the bytes that a network takes, fitted as `atelier predict` does it.
import { fitRaster } from '../../../../src/data/fitting/fit-raster.ts';
import { resizeRaster } from '../../../../src/data/fitting/resize.ts';
import type { ModelCard } from '../../../../src/nn/classifier-file.ts';
import { targetOf } from '../../inference/page-model.ts';
import { rasterOfFile } from '../../inference/picture.ts';

/**
 * @returns uint8 `[channels, height, width]`
 * @throws InputError if the browser can't read the picture
 */
export const picturePixels = async (file: File, card: ModelCard): Promise<Uint8Array> =>
  fitRaster(await rasterOfFile(file, file.name), targetOf(card), resizeRaster);
