// Decodes the bytes of a picture into 8-bit red, green, blue and opacity; the only place that does.
// formats.ts recognises the format by the first bytes, and each format has its own decoder. This reads no
// files and does not resize to a network's input.
import { InputError } from '../../errors.ts';
import { decodeAvif } from './avif.ts';
import { decodeBmp } from './bmp.ts';
import { decodePng, decodeTiff, decodeUntidyTiff } from './deep-picture.ts';
import { describeKind, imageFormat, imageFormats } from './formats.ts';
import { Gate } from './gate.ts';
import { decodeJpeg, decodeUntidyJpeg } from './jpeg.ts';
import { decodeColours, explainLibvips, shrink, type DecodeSettings } from './libvips.ts';
import { defaultMaxPixels, type Raster } from './raster.ts';

export type { Raster } from './raster.ts';

type Decoder = (bytes: Uint8Array, settings: DecodeSettings) => Promise<Raster> | Raster;

/**
 * Formats that need their own decoder. libvips decodes the others directly: they always have 8-bit colours.
 */
const decoders: Readonly<Record<string, Decoder>> = {
  AVIF: decodeAvif,
  BMP: async (bytes, settings) => shrink(decodeBmp(bytes, settings.maxPixels), settings.longestEdge),
  JPEG: decodeJpeg,
  PNG: decodePng,
  TIFF: decodeTiff,
};
/** Decoders to try if libvips complained of something that may be harmless. */
const secondDecoders: Readonly<Record<string, Decoder>> = { JPEG: decodeUntidyJpeg, TIFF: decodeUntidyTiff };

/**
 * libvips collects the messages of all parallel decodings in one place. To read those of one picture, decode
 * it alone.
 */
const gate = new Gate();

/** The options of `decodeImage`. */
export interface DecodeOptions {
  /** The most pixels that a picture may have; 64 million by default. */
  readonly maxPixels?: number | undefined;
}

/**
 * Decodes a picture: its first frame, upright by its EXIF data, in sRGB with opacity. Samples of more than 8
 * bits are scaled by what the file says or contains. Bands other than colours and opacity are dropped.
 *
 * @param name the name of the picture in errors
 * @param longestEdge larger pictures are shrunk to this many pixels; smaller ones stay as they are
 * @returns a raster of 4 channels
 * @throws InputError if it is not a picture of a known format, is damaged, has too many pixels or takes too
 *   long, or if the meaning of its samples is unknown
 */
export async function decodeImage(
  bytes: Uint8Array,
  name: string,
  longestEdge: number,
  { maxPixels = defaultMaxPixels }: DecodeOptions = {},
): Promise<Raster> {
  const format = imageFormat(bytes);
  if (format === undefined)
    throw new InputError(`${name}: expected a picture (${imageFormats}), got ${describeKind(bytes)}`);
  const decode = async (decoder: Decoder) => decoder(bytes, { longestEdge, maxPixels, failOn: 'warning' });
  const again = secondDecoders[format];
  try {
    return await gate
      .together(() => decode(decoders[format] ?? decodeColours))
      .catch((error: unknown) => {
        if (!again || error instanceof InputError) throw error;
        return gate.apart(() => decode(again));
      });
  } catch (error) {
    throw new InputError(`${name}: ${await explainLibvips(error, bytes, format, maxPixels)}`, {
      cause: error,
    });
  }
}
