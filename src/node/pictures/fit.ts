// Fits a decoded picture to a network's input, and resizes it with libvips.
import sharp from 'sharp';
import type { Box } from '../../data/fitting/background.ts';
import { fitRaster, type ImageTarget } from '../../data/fitting/fit-raster.ts';
import type { Raster } from './raster.ts';

export { fitOf, type ImageTarget } from '../../data/fitting/fit-raster.ts';

/**
 * Fits a decoded picture to a network's input. A picture of the right size is not resized or moved.
 *
 * @param raster 4 channels
 * @returns `[channels, height, width]`, 0 to 255
 */
export const fitImage = (raster: Raster, target: ImageTarget): Promise<Uint8Array> =>
  fitRaster(raster, target, resize);

async function resize(raster: Raster, box: Box, width: number, height: number): Promise<Raster> {
  const { data, info } = await sharp(raster.data, {
    raw: { width: raster.width, height: raster.height, channels: raster.channels as 1 | 3 },
  })
    .extract(box)
    .resize(width, height, { fit: 'fill' })
    .toColourspace(raster.channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width, height, channels: info.channels, data };
}
