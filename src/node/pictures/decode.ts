// From the bytes of a picture to pixels, by sharp (libvips). The bytes are a stranger's: what they may cost is bounded,
// and whatever libvips has to say about them becomes one line of ours.
import sharp, { type Sharp } from 'sharp';
import { InputError } from '../../errors.ts';
import { imageFormat, imageFormats } from './formats.ts';

/** Pixels row by row, the channels of each side by side. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** 1: grey; 3: red, green, blue; 4: with opacity. */
  readonly channels: number;
  readonly data: Uint8Array;
}

const maxPixels = 64_000_000;
const maxSeconds = 30;

/**
 * Decodes a picture, its first frame where it has several, upright as its EXIF data say, in sRGB with opacity.
 *
 * @param name what to call the picture in errors
 * @param longestEdge larger pictures are shrunk to this many pixels, smaller ones stay exactly as they are
 * @returns a raster of 4 channels
 * @throws InputError when it isn't a picture of a known format, is damaged, has over 64 megapixels or takes too long
 */
export async function decodeImage(bytes: Uint8Array, name: string, longestEdge: number): Promise<Raster> {
  const format = imageFormat(bytes);
  if (format === undefined)
    throw new InputError(`${name}: expected a picture (${imageFormats}), got another kind of file`);
  try {
    const pipeline = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error', autoOrient: true });
    const { data, info } = await toPixels(pipeline, longestEdge);
    return { width: info.width, height: info.height, channels: info.channels, data };
  } catch (error) {
    throw new InputError(`${name}: ${await explain(error, bytes, format)}`, { cause: error });
  }
}

function toPixels(pipeline: Sharp, longestEdge: number) {
  return pipeline
    .timeout({ seconds: maxSeconds })
    .resize(longestEdge, longestEdge, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
}

async function explain(error: unknown, bytes: Uint8Array, format: string): Promise<string> {
  const message = error instanceof Error ? error.message : '';
  if (/pixel limit/i.test(message))
    return `expected at most ${maxPixels / 1e6} megapixels, got ${await dimensions(bytes)}`;
  if (/timeout/i.test(message)) return `decoding took longer than ${maxSeconds} seconds`;
  return `this ${format} picture is damaged or cut off`;
}

/** The size that the header of a picture claims; nothing is decoded. */
async function dimensions(bytes: Uint8Array): Promise<string> {
  const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
  return `${width} × ${height} pixels`;
}
