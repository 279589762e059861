// Pictures as a page shows them: small, upright, in a form that every browser reads.
import sharp from 'sharp';
import { decodeImage } from '../../node/pictures/decode.ts';

/**
 * A picture of at most so many pixels along a side.
 *
 * @param name names the picture in errors
 * @returns the bytes of a WebP
 * @throws InputError if it is not a picture
 */
export async function thumbnail(
  bytes: Uint8Array,
  name: string,
  edge: number,
  maxPixels: number,
): Promise<Buffer> {
  const { data, width, height } = await decodeImage(bytes, name, 2 * edge, { maxPixels });
  return sharp(data, { raw: { width, height, channels: 4 } })
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 86, lossless: width * height <= 64 * 64 })
    .toBuffer();
}
