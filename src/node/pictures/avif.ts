// Decodes AVIF with libvips. libvips prints to standard error if a size is too large for it, so the sizes are
// checked first.
import { InputError } from '../../errors.ts';
import { decodeColours, type DecodeSettings } from './libvips.ts';
import { checkPixels, type Raster } from './raster.ts';

/** The box with an image's size: name, version and flags, width, height. */
const sizeBox = 'ispe';
const sizeBytes = 16;

/**
 * Decodes an AVIF picture into a raster of 4 channels.
 *
 * @throws InputError for too many pixels, and for a sequence without a single picture
 * @throws the error of libvips if the picture is damaged
 */
export async function decodeAvif(bytes: Uint8Array, settings: DecodeSettings): Promise<Raster> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const pixels = buffer.indexOf('mdat');
  const header = pixels < 0 ? buffer : buffer.subarray(0, pixels);
  for (let at = header.indexOf(sizeBox); at >= 0; at = header.indexOf(sizeBox, at + 1))
    if (at + sizeBytes <= header.length)
      checkPixels(header.readUInt32BE(at + 8), header.readUInt32BE(at + 12), settings.maxPixels);
  const isSequence = header.toString('latin1', 8, 12) === 'avis';
  return decodeColours(bytes, settings).catch((error: unknown) => {
    throw isSequence
      ? new InputError('AVIF sequences of several pictures are not supported', { cause: error })
      : error;
  });
}
