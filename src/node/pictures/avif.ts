// AVIF, which libvips decodes; sizes that it can't hold make it write to standard error, so that they are
// looked at before.
import { InputError } from '../../errors.ts';
import { decodeColours, type DecodeSettings } from './libvips.ts';
import { checkPixels, type Raster } from './raster.ts';

/** The box of an image's size: its name, version and flags, width, height. */
const sizeBox = 'ispe';
const sizeBytes = 16;

/**
 * Decodes an AVIF picture: a raster of 4 channels.
 *
 * @throws InputError for too many pixels and for a sequence that has no single picture; what libvips throws
 *   where it is damaged
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
      ? new InputError('an AVIF sequence of pictures, which is not read', { cause: error })
      : error;
  });
}
