// Pictures decoded by libvips, through sharp. The bytes are a stranger's: what they may cost is bounded, and
// what libvips says of them becomes a line of ours.
import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { InputError } from '../../errors.ts';
import { Gate } from './gate.ts';
import { checkPixels, type Raster } from './raster.ts';
import type { Samples } from './samples.ts';

/** How a picture is decoded. */
export interface DecodeSettings {
  /** Larger pictures are shrunk to this many pixels, smaller ones stay exactly as they are. */
  readonly longestEdge: number;
  /** Larger pictures are refused. */
  readonly maxPixels: number;
  /** Which complaints of libvips end the decoding: errors only, or warnings too. */
  readonly failOn: 'error' | 'warning';
}

const maxSeconds = 30;

/** A picture's first frame, upright as its EXIF data say, in sRGB with opacity: a raster of 4 channels. */
export async function decodeColours(bytes: Uint8Array, settings: DecodeSettings): Promise<Raster> {
  return asRaster(open(bytes, settings), settings.longestEdge);
}

/** The same of a picture of 16 bits a sample, whose colour profile sharp heeds only where it is asked to. */
export async function decodeDeepColours(bytes: Uint8Array, settings: DecodeSettings): Promise<Raster> {
  const picture = open(bytes, settings);
  const { space, hasProfile } = await picture.metadata();
  const inSrgb = space === 'rgb16' && hasProfile ? picture.withIccProfile('srgb') : picture;
  return asRaster(inSrgb, settings.longestEdge);
}

/** The same of pixels that are decoded already, red, green, blue and opacity. */
export function shrink(raster: Raster, longestEdge: number): Promise<Raster> | Raster {
  const { width, height, data } = raster;
  if (Math.max(width, height) <= longestEdge) return raster;
  return asRaster(sharp(data, { raw: { width, height, channels: 4 } }), longestEdge);
}

async function asRaster(picture: Sharp, longestEdge: number): Promise<Raster> {
  const { data, info } = await picture
    .resize(longestEdge, longestEdge, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: info.channels, data };
}

/** Samples row by row, the bands of each pixel side by side, as the file has them. */
export interface SampleRaster extends Pick<Raster, 'width' | 'height'> {
  readonly bands: number;
  readonly samples: Samples;
}

const maxSampleBytes = 2 ** 30;
/** Pictures with more samples than this are decoded one after the other, so that memory suffices. */
const largeBytes = 2 ** 26;
const largeOnes = new Gate();
const arrays = {
  char: Int8Array,
  uchar: Uint8Array,
  short: Int16Array,
  ushort: Uint16Array,
  int: Int32Array,
  uint: Uint32Array,
  float: Float32Array,
  double: Float64Array,
} as const;

/**
 * A picture's samples as they are, in no colour space and at their depth; upright.
 *
 * @throws InputError for complex numbers, and for more samples than are held at once
 */
export async function decodeSamples(bytes: Uint8Array, settings: DecodeSettings): Promise<SampleRaster> {
  const picture = open(bytes, settings, { ignoreIcc: true });
  const { space, depth, channels, width, height } = await picture.metadata();
  const array = (arrays as Partial<Record<string, (typeof arrays)[keyof typeof arrays]>>)[depth];
  if (!array) throw new InputError(`its samples are of the type ${depth}, expected numbers`);
  const size = width * height * channels * array.BYTES_PER_ELEMENT;
  if (size > maxSampleBytes)
    throw new InputError(
      `its samples take ${(size / 2 ** 30).toFixed(1)} GiB, expected at most ${maxSampleBytes / 2 ** 30} GiB`,
    );
  if (/^(?:char|short|int)$/.test(depth)) await refuseNegative(bytes, settings);
  const read = () =>
    picture
      .toColourspace(space)
      .raw({ depth: depth as keyof typeof arrays })
      .toBuffer({ resolveWithObject: true });
  const { data, info } = await (size > largeBytes ? largeOnes.apart(read) : read());
  const { buffer } = new Uint8Array(data); // on its own memory, at a place where any type may begin
  return { width: info.width, height: info.height, bands: info.channels, samples: new array(buffer) };
}

/** Whole numbers below 0 come out of sharp as 0, so that they have to be found before. */
async function refuseNegative(bytes: Uint8Array, settings: DecodeSettings): Promise<void> {
  const { channels } = await open(bytes, settings).stats();
  const min = Math.min(...channels.map((channel) => channel.min));
  if (min < 0) throw new InputError(`its samples go below 0, to ${min}`);
}

function open(bytes: Uint8Array, { maxPixels, failOn }: DecodeSettings, options?: SharpOptions): Sharp {
  return sharp(bytes, { ...options, failOn, limitInputPixels: maxPixels, autoOrient: true }).timeout({
    seconds: maxSeconds,
  });
}

/**
 * All that libvips said before it gave up, line by line; to be trusted only if nothing else was decoded at
 * the same time.
 */
export const complaints = (error: unknown): string[] =>
  error instanceof Error ? error.message.trim().split('\n') : [];

/** The complaint that ended the decoding. */
export const lastComplaint = (error: unknown): string => complaints(error).at(-1) ?? '';

/** What libvips complained about, in words of ours. */
export async function explainLibvips(
  error: unknown,
  bytes: Uint8Array,
  format: string,
  maxPixels: number,
): Promise<string> {
  if (error instanceof InputError) return error.message;
  const message = error instanceof Error ? error.message : '';
  if (/pixel limit/i.test(message)) return tooLarge(bytes, maxPixels);
  if (/channel limit/i.test(message)) return `this ${format} picture has more bands than can be read`;
  if (/timeout/i.test(message)) return `decoding took longer than ${maxSeconds} seconds`;
  if (/not supported|not configured|not implemented/i.test(message))
    return `this ${format} picture is of a kind that is not read, or damaged`;
  return `this ${format} picture is damaged or cut off`;
}

/** By the size that the header of a picture claims; nothing is decoded. */
async function tooLarge(bytes: Uint8Array, maxPixels: number): Promise<string> {
  const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
  try {
    checkPixels(width, height, maxPixels);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return `expected at most ${maxPixels / 1e6} megapixels in all its frames`;
}
