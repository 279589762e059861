// From the bytes of a picture to pixels: the one place where pictures become 8-bit red, green, blue and
// opacity. What the bytes are is told from how they begin (formats.ts); each format has its own way from
// there. It reads no file and fits nothing.
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

/** Formats that take some care; the others are always bytes of colours, which libvips knows. */
const decoders: Readonly<Record<string, Decoder>> = {
  AVIF: decodeAvif,
  BMP: async (bytes, settings) => shrink(decodeBmp(bytes, settings.maxPixels), settings.longestEdge),
  JPEG: decodeJpeg,
  PNG: decodePng,
  TIFF: decodeTiff,
};
/** What is tried where libvips complained of something that may do no harm. */
const secondDecoders: Readonly<Record<string, Decoder>> = { JPEG: decodeUntidyJpeg, TIFF: decodeUntidyTiff };

/**
 * libvips keeps complaints in one place for all pictures that are decoded side by side: who reads them must
 * be alone.
 */
const gate = new Gate();

/** The options of `decodeImage`. */
export interface DecodeOptions {
  /** The most pixels that a picture may have; 64 million by default. */
  readonly maxPixels?: number | undefined;
}

/**
 * Decodes a picture, its first frame where it has several, upright as its EXIF data say, in sRGB with
 * opacity. Samples of more than
 * 8 bits are scaled by what the file says or holds; bands that are neither colours nor opacity are left out.
 *
 * @param name what to call the picture in errors
 * @param longestEdge larger pictures are shrunk to this many pixels, smaller ones stay exactly as they are
 * @returns a raster of 4 channels
 * @throws InputError when it isn't a picture of a known format, is damaged, has too many pixels or takes too
 *   long, and when it can't be known what its samples mean
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
