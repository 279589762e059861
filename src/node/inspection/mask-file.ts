// Masks as picture files: white where something is.
import { InputError } from '../../errors.ts';
import { decodeImage } from '../pictures/decode.ts';
import { fitImage } from '../pictures/fit.ts';
import type { Raster } from '../pictures/raster.ts';
import { readImageFile } from '../pictures/read-image.ts';
import { pieceTarget } from './piece-target.ts';

/** Pictures of more pixels than this along a side are shrunk while they are decoded. */
const longestEdge = 8192;

/** Decodes a picture file at its own size. @throws InputError if it is not a picture */
export const readRaster = async (file: string, maxPixels?: number): Promise<Raster> =>
  decodeImage((await readImageFile(file, maxPixels)).bytes, file, longestEdge, { maxPixels });

/**
 * Reads a mask at the size of an inspector's input.
 *
 * @param picture the file of a picture that it is for
 * @param fits what must agree: the `size` in pixels, or the `ratio` of width to height
 * @returns `[height, width]`: 1 for pixels that are more white than black
 * @throws InputError if it has another size or ratio than the picture
 */
export async function readMask(
  file: string,
  picture: string,
  { height, width }: { readonly height: number; readonly width: number },
  fits: 'size' | 'ratio',
): Promise<Uint8Array> {
  const [mask, other] = [await readRaster(file), await readRaster(picture)];
  const isSameSize = mask.width === other.width && mask.height === other.height;
  const factor = (mask.width * other.height) / (mask.height * other.width);
  if (fits === 'size' ? !isSameSize : Math.abs(Math.log(factor)) > 0.02)
    throw new InputError(
      `${file}: expected a mask of ${other.width} × ${other.height} pixels, like ${picture}, got ${mask.width} × ${mask.height}`,
    );
  const pixels = await fitImage(mask, pieceTarget({ channels: 1, height, width }));
  return pixels.map((value) => Number(value > 127));
}
